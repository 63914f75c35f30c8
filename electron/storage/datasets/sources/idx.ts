import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { DatasetSettings } from '../../../../core/data/dataset.ts'
import { nothingToImport, partnerMissing, sourceMissing } from '../../../../core/data/dataset-problems.ts'
import { imageAndLabel, usualFields } from '../../../../core/data/fields/catalogue.ts'
import type { IdxPair } from '../../../../core/data/idx.ts'
import type { SampleRows } from '../../../../core/data/sample-rows.ts'
import { placeImage } from '../../../../core/data/place-image.ts'
import type { Place, Problem } from '../../../../core/problem.ts'
import { hashOf } from '../hash.ts'
import { newSettings, type FileSource, type OfKind, type Listing } from './define-source.ts'
import { findPartner, partnerNames, readIdxSource, readMaybeGzip } from './idx-files.ts'

const batchSize = 1000

/** A pair of files as MNIST comes: one with the images, one with their labels. */
export const idx: FileSource<OfKind<'idx'>> = {
  kind: 'idx',
  recognize(chosen) {
    const areFiles = chosen.length <= 2 && chosen.every(({ kind }) => kind === 'file')
    return Promise.resolve(areFiles ? { confidence: 0.5, reason: 'It is one file, or a pair.' } : undefined)
  },
  propose: (chosen, name) =>
    proposePair(
      chosen.map(({ path }) => path),
      name
    ),
  list: source => listPair(source),
  missing: ({ images, labels }) => sourceMissing({ path: images }, { path: `${images} or ${labels}` })
}

export async function listPair({ images, labels }: { images: string; labels: string }): Promise<Listing> {
  const stats = await Promise.all([stat(images), stat(labels)])
  return {
    key: hashOf(stats.map(({ size, mtimeMs }) => [size, mtimeMs])),
    async read(settings) {
      const read = await readIdxSource(images, labels)
      if ('problems' in read) return read
      const { pair } = read
      const [height, width] = settings.size
      const fields = imageAndLabel({ height, width, channels: settings.channels, classes: digitNames(pair.labels) })
      return { fields, count: pair.count, samples: () => samplesOf(pair, settings) }
    }
  }
}

/** An IDX file names no classes: they are called by their numbers. */
function digitNames(labels: Uint8Array): readonly string[] {
  const count = labels.reduce((highest, label) => Math.max(highest, label), 0) + 1
  return Array.from({ length: count }, (_, index) => String(index))
}

/** The images at the dataset's size; as they are, where they have it. */
async function* samplesOf(
  { count, height, width, channels, images, labels }: IdxPair,
  settings: DatasetSettings
): AsyncGenerator<readonly SampleRows[]> {
  const [image, label] = usualFields
  const size = height * width * channels
  const target = { height: settings.size[0], width: settings.size[1], channels: settings.channels, fit: settings.fit }
  for (let start = 0; start < count; start += batchSize) {
    yield Array.from({ length: Math.min(batchSize, count - start) }, (_, place) => {
      const at = start + place
      const bytes = images.subarray(at * size, (at + 1) * size)
      return {
        [image.name]: placeImage({ height, width, channels, bytes }, target),
        [label.name]: Int32Array.of(labels[at] ?? 0)
      }
    })
    await new Promise(setImmediate)
  }
}

async function proposePair(files: readonly string[], name: string | undefined) {
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
  const pair = { kind: 'idx', images: source.images, labels: source.labels } as const
  return { settings: newSettings(name ?? pairName(basename(source.images)), pair, form) }
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
