import { randomBytes } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { DatasetSettings, DatasetSource } from '../../../core/data/dataset.ts'
import { noClasses, nothingToImport, partnerMissing } from '../../../core/data/dataset-problems.ts'
import { parseImageHeader, type ImageHeader } from '../../../core/data/image-header.ts'
import { suggestSettings } from '../../../core/data/suggest-settings.ts'
import type { Place, Problem } from '../../../core/problem.ts'
import { codeOf } from '../atomic-write.ts'
import { type ImageFolder, readFolderSource } from './read-folder-source.ts'
import { findPartner, partnerNames, readIdxSource, readMaybeGzip } from './read-idx-source.ts'

export type Proposed = { readonly settings: DatasetSettings } | { readonly problems: readonly Problem[] }

/** Enough for the headers of nearly all images, cameras' previews included. */
const headerBytes = 256 * 1024
/** Sizes and colors are suggested from so many images, spread over the whole folder. */
const lookedAt = 200

/** Makes the settings of a new dataset from what a person chose: a folder, one file of an IDX pair, or both. */
export async function proposeDataset(paths: readonly string[], name?: string): Promise<Proposed> {
  const chosen = paths.map(path => resolve(path))
  const kinds = await Promise.all(chosen.map(kindOf))
  const [first] = chosen
  if (first !== undefined && chosen.length === 1 && kinds[0] === 'folder') return proposeFolder(first, name)
  const files = chosen.filter((_, index) => kinds[index] === 'file')
  if (files.length === chosen.length && files.length > 0 && files.length <= 2) return proposePair(files, name)
  const names = chosen.map(path => basename(path))
  return { problems: [nothingToImport({ path: names[0] ?? '' }, { names })] }
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    const found = await stat(path)
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : undefined
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function proposeFolder(path: string, name: string | undefined): Promise<Proposed> {
  const folder = await readFolderSource(path)
  if (folder.files.length === 0) return { problems: [noClasses({ path }, { path, imageCount: folder.looseCount })] }
  const suggested = suggestSettings(await readHeaders(folder))
  return { settings: newSettings(name ?? basename(path), { kind: 'folder', path }, suggested) }
}

async function readHeaders({ files }: ImageFolder): Promise<readonly ImageHeader[]> {
  const step = Math.max(1, files.length / lookedAt)
  const looked = files.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
  const headers = await Promise.all(looked.map(file => readHeader(file.path)))
  return headers.flatMap(header => header ?? [])
}

async function readHeader(path: string): Promise<ImageHeader | undefined> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (codeOf(error) === 'EACCES' || codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (!file) return undefined
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(headerBytes), 0, headerBytes, 0)
    const parsed = parseImageHeader(buffer.subarray(0, bytesRead), { path })
    return 'header' in parsed ? parsed.header : undefined
  } finally {
    await file.close()
  }
}

async function proposePair(files: readonly string[], name: string | undefined): Promise<Proposed> {
  const roles = await Promise.all(files.map(roleOf))
  const problems = roles.flatMap(role => (typeof role === 'string' ? [] : [role.problem]))
  if (problems.length > 0) return { problems }
  const images = files[roles.indexOf('images')]
  const labels = files[roles.indexOf('labels')]
  const [given = '', second] = files
  const names = files.map(file => basename(file))
  const where: Place = { path: names[0] ?? '' }
  if (images === undefined && labels === undefined) return { problems: [nothingToImport(where, { names })] }

  const wanted = images === undefined ? 'images' : 'labels'
  const partner = second ?? (await findPartner(given, wanted))
  const source = { images: images ?? partner, labels: labels ?? partner }
  if (source.images === undefined || source.labels === undefined || source.images === source.labels) {
    const tried = second === undefined ? partnerNames(basename(given), wanted) : []
    return { problems: [partnerMissing(where, { given: names.join(' and '), wanted, tried })] }
  }
  const read = await readIdxSource(source.images, source.labels)
  if ('problems' in read) return read
  const { height, width, channels } = read.pair
  const form = { size: [height, width] as const, channels, fit: 'stretch' as const }
  const idx: DatasetSource = { kind: 'idx', images: source.images, labels: source.labels }
  return { settings: newSettings(name ?? pairName(basename(source.images)), idx, form) }
}

/** Whether a file holds images or labels: its fourth byte says how many dimensions it has. */
async function roleOf(path: string): Promise<'images' | 'labels' | { readonly problem: Problem }> {
  const read = await readMaybeGzip(path)
  if ('problem' in read) return read
  const [first, second, , rank = 0] = read.bytes
  if (first !== 0 || second !== 0 || rank === 0) {
    return { problem: nothingToImport({ path: basename(path) }, { names: [basename(path)] }) }
  }
  return rank === 1 ? 'labels' : 'images'
}

/** `train-images-idx3-ubyte.gz` without the words that only say what kind of file it is. */
function pairName(file: string): string {
  const name = file
    .replace(/\.gz$/i, '')
    .replace(/\.(idx|bin|ubyte)$/i, '')
    .replace(/idx\d|ubyte|images?|pictures?/gi, '')
    .replace(/[-_.\s]+/g, ' ')
    .trim()
  return name === '' ? 'Images' : name
}

function newSettings(
  name: string,
  source: DatasetSource,
  form: Pick<DatasetSettings, 'size' | 'channels' | 'fit'>
): DatasetSettings {
  const id = `dataset-${randomBytes(5).toString('hex')}`
  return { id, name, source, ...form, split: { seed: 1, validation: 0.1, test: 0.1 } }
}
