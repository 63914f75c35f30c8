import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import {
  idxLengthProblem,
  longestHeader,
  pairIdx,
  parseIdxHeader,
  type IdxHeader,
  type IdxPair,
  type IdxParsed
} from '../../../../core/data/idx.ts'
import type { Problem } from '../../../../core/problem.ts'
import { SourceFault } from './define-source.ts'
import { isGzip, UnpackedFile } from './unpacked-file.ts'

/** The beginning of a file, plain or gzip. What is packed shows its length only when it is read to the end. */
export async function readIdxHeader(path: string): Promise<IdxParsed> {
  const where = { path: basename(path) }
  const file = await UnpackedFile.open(path)
  try {
    const parsed = parseIdxHeader(await file.take(longestHeader), where)
    if ('problem' in parsed || (await isGzip(path))) return parsed
    const problem = idxLengthProblem(parsed.header, (await stat(path)).size, where)
    return problem ? { problem } : parsed
  } catch (error) {
    if (error instanceof SourceFault) return { problem: error.problem }
    throw error
  } finally {
    file.close()
  }
}

export interface IdxFile {
  readonly path: string
  readonly header: IdxHeader
}

/** The numbers of a file, so many bytes at a time. Throws SourceFault where there are fewer or more than it says. */
export async function* idxPieces({ path, header }: IdxFile, pieceBytes: number): AsyncGenerator<Uint8Array> {
  const where = { path: basename(path) }
  const file = await UnpackedFile.open(path)
  try {
    let received = (await file.take(header.length)).length
    while (received < header.total) {
      const wanted = Math.min(pieceBytes, header.total - received)
      const piece = await file.take(wanted)
      received += piece.length
      if (piece.length < wanted) break
      yield piece
    }
    received += (await file.take(1)).length
    const problem = idxLengthProblem(header, received, where)
    if (problem) throw new SourceFault(problem)
  } finally {
    file.close()
  }
}

type IdxFiles =
  | { readonly pair: IdxPair; readonly images: IdxFile; readonly labels: IdxFile }
  | { readonly problems: readonly Problem[] }

/** The two files of an MNIST-like dataset. */
export async function readIdxPair(images: string, labels: string): Promise<IdxFiles> {
  const [ofImages, ofLabels] = await Promise.all([readIdxHeader(images), readIdxHeader(labels)])
  if ('problem' in ofImages || 'problem' in ofLabels) {
    return { problems: [ofImages, ofLabels].flatMap(parsed => ('problem' in parsed ? [parsed.problem] : [])) }
  }
  const paired = pairIdx(
    { header: ofImages.header, where: { path: basename(images) } },
    { header: ofLabels.header, where: { path: basename(labels) } }
  )
  if ('problems' in paired) return paired
  return {
    pair: paired.pair,
    images: { path: images, header: ofImages.header },
    labels: { path: labels, header: ofLabels.header }
  }
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
