import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { notUnpacked } from '../../../../core/data/dataset-problems.ts'
import { type IdxPair, parseIdxPair } from '../../../../core/data/idx.ts'
import type { Problem } from '../../../../core/problem.ts'

const unpack = promisify(gunzip)
/** A small gzip file can unfold to anything; no dataset that fits in memory is larger than this. */
const largestUnpackedBytes = 2 ** 31 - 1

type Read = { readonly bytes: Uint8Array } | { readonly problem: Problem }

/** The bytes of a file, unpacked if they are gzip, which their first two bytes say whatever the name is. */
export async function readMaybeGzip(path: string): Promise<Read> {
  const bytes = await readFile(path)
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { bytes }
  try {
    return { bytes: await unpack(bytes, { maxOutputLength: largestUnpackedBytes }) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { problem: notUnpacked({ path: basename(path) }, { reason }) }
  }
}

/** Reads the two files of an MNIST-like dataset, plain or compressed. */
export async function readIdxSource(
  images: string,
  labels: string
): Promise<{ readonly pair: IdxPair } | { readonly problems: readonly Problem[] }> {
  const [readImages, readLabels] = await Promise.all([readMaybeGzip(images), readMaybeGzip(labels)])
  if ('problem' in readImages || 'problem' in readLabels) {
    return { problems: [readImages, readLabels].flatMap(read => ('problem' in read ? [read.problem] : [])) }
  }
  return parseIdxPair(
    { bytes: readImages.bytes, where: { path: basename(images) } },
    { bytes: readLabels.bytes, where: { path: basename(labels) } }
  )
}

/** Words by which the two files of a pair differ in the wild: train-images-idx3-ubyte, t10k-labels.idx1-ubyte, ... */
const words = {
  images: ['images', 'pictures', 'image', 'picture'],
  labels: ['labels', 'labels', 'label', 'label']
} as const

/** The names that a file's partner may have. */
export function partnerNames(name: string, wanted: 'images' | 'labels'): readonly string[] {
  const given = wanted === 'labels' ? 'images' : 'labels'
  const swapped = name.replace(given === 'images' ? /idx[34]/i : /idx1/i, given === 'images' ? 'idx1' : 'idx3')
  const names = words[given].flatMap((word, index) => {
    const at = swapped.toLowerCase().lastIndexOf(word)
    if (at < 0) return []
    const others = given === 'images' ? [words.labels[index] ?? 'labels'] : ['images', 'pictures', 'image', 'picture']
    return others.map(other => swapped.slice(0, at) + other + swapped.slice(at + word.length))
  })
  const bare = [...new Set(names)].map(each => each.replace(/\.gz$/i, ''))
  return [...new Set(bare.flatMap(each => (/\.gz$/i.test(name) ? [`${each}.gz`, each] : [each, `${each}.gz`])))]
}

/** Looks for a file's partner in its own folder. */
export async function findPartner(path: string, wanted: 'images' | 'labels'): Promise<string | undefined> {
  const present = new Map((await readdir(dirname(path))).map(name => [name.toLowerCase(), name]))
  for (const name of partnerNames(basename(path), wanted)) {
    const found = present.get(name.toLowerCase())
    if (found !== undefined && found !== basename(path)) return join(dirname(path), found)
  }
  return undefined
}
