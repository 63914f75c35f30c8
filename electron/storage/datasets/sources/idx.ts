import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import type { DatasetSettings } from '../../../../core/data/dataset.ts'
import { partnerMissing, sourceMissing } from '../../../../core/data/dataset-problems.ts'
import { imageAndLabel, usualFields } from '../../../../core/data/fields/catalogue.ts'
import type { IdxPair } from '../../../../core/data/idx.ts'
import { placeImage } from '../../../../core/data/place-image.ts'
import type { SampleRows } from '../../../../core/data/sample-rows.ts'
import type { Location } from '../../../../core/problem.ts'
import { hashOf } from '../hash.ts'
import { defineSource, newSettings, type Listing, type Proposed } from './define-source.ts'
import { findPartner, idxPieces, partnerNames, readIdxHeader, readIdxPair, type IdxFile } from './idx-files.ts'

const batchSize = 1000
const batchBytes = 8 * 1024 * 1024

/** A pair of files as MNIST comes: one with the images, one with their labels. */
export const idx = defineSource({
  kind: 'idx',
  form: z.object({ kind: z.literal('idx'), images: z.string().min(1), labels: z.string().min(1) }),
  offers: [
    {
      id: 'idx',
      label: 'IDX pair',
      summary: 'As MNIST comes: a file with the images and one with their labels, gzip or plain.',
      chooses: {
        kind: 'files',
        hint: 'Choose the file with the images; the labels beside it are found by name, or choose both.'
      }
    }
  ],
  async recognize(chosen) {
    if (chosen.length > 2 || chosen.some(({ kind }) => kind !== 'file')) return undefined
    const headers = await Promise.all(chosen.map(({ path }) => readIdxHeader(path)))
    if (headers.some(parsed => 'header' in parsed)) return { confidence: 0.9, reason: 'It begins as an IDX file does.' }
    const isNamed = chosen.some(({ path }) => /idx\d|ubyte/i.test(basename(path)))
    return isNamed ? { confidence: 0.3, reason: 'It is called as IDX files are.' } : undefined
  },
  propose: (chosen, name) =>
    proposePair(
      chosen.map(({ path }) => path),
      name
    ),
  list: source => listPair(source),
  missing: ({ images, labels }) => sourceMissing({ path: images }, { path: `${images} or ${labels}` })
})

export async function listPair({ images, labels }: { images: string; labels: string }): Promise<Listing> {
  const stats = await Promise.all([stat(images), stat(labels)])
  return {
    key: hashOf(stats.map(({ size, mtimeMs }) => [size, mtimeMs])),
    async read(settings) {
      const found = await readIdxPair(images, labels)
      if ('problems' in found) return found
      const { pair } = found
      const [height, width] = settings.size
      const classes = await readLabels(found.labels, pair.count)
      const fields = imageAndLabel({ height, width, channels: settings.channels, classes: digitNames(classes) })
      return { fields, count: pair.count, samples: () => samplesOf(pair, found.images, classes, settings) }
    }
  }
}

/** A byte a sample: they lie in memory while the images come. */
async function readLabels(file: IdxFile, count: number): Promise<Uint8Array> {
  const labels = new Uint8Array(count)
  let filled = 0
  for await (const piece of idxPieces(file, batchBytes)) {
    labels.set(piece, filled)
    filled += piece.length
  }
  return labels
}

/** An IDX file names no classes: they are called by their numbers. */
function digitNames(labels: Uint8Array): readonly string[] {
  const count = labels.reduce((highest, label) => Math.max(highest, label), 0) + 1
  return Array.from({ length: count }, (_, index) => String(index))
}

/** The images at the dataset's size; as they are, where they have it. */
async function* samplesOf(
  { height, width, channels }: IdxPair,
  file: IdxFile,
  labels: Uint8Array,
  settings: DatasetSettings
): AsyncGenerator<readonly SampleRows[]> {
  const [image, label] = usualFields
  const size = height * width * channels
  const target = { height: settings.size[0], width: settings.size[1], channels: settings.channels, fit: settings.fit }
  const largest = Math.max(size, target.height * target.width * target.channels)
  const atOnce = Math.max(1, Math.min(batchSize, Math.floor(batchBytes / largest)))
  let start = 0
  for await (const piece of idxPieces(file, atOnce * size)) {
    const first = start
    start += piece.length / size
    yield Array.from({ length: start - first }, (_, position) => {
      const bytes = piece.subarray(position * size, (position + 1) * size)
      return {
        [image.name]: placeImage({ height, width, channels, bytes }, target),
        [label.name]: Int32Array.of(labels[first + position] ?? 0)
      }
    })
  }
}

async function proposePair(files: readonly string[], name: string | undefined): Promise<Proposed> {
  const headers = await Promise.all(files.map(readIdxHeader))
  const problems = headers.flatMap(parsed => ('problem' in parsed ? [parsed.problem] : []))
  if (problems.length > 0) return { problems }
  // A file with one dimension holds labels.
  const isOfLabels = headers.map(parsed => 'header' in parsed && parsed.header.dimensions.length === 1)
  const images = files[isOfLabels.indexOf(false)]
  const labels = files[isOfLabels.indexOf(true)]
  const [given = '', second] = files
  const where: Location = { path: basename(given) }

  const wanted = images === undefined ? 'images' : 'labels'
  const partner = second ?? (await findPartner(given, wanted))
  const source = { images: images ?? partner, labels: labels ?? partner }
  if (source.images === undefined || source.labels === undefined || source.images === source.labels) {
    const tried = second === undefined ? partnerNames(basename(given), wanted) : []
    const names = files.map(file => basename(file)).join(' and ')
    return { problems: [partnerMissing(where, { given: names, wanted, tried })] }
  }
  const found = await readIdxPair(source.images, source.labels)
  if ('problems' in found) return found
  const { height, width, channels } = found.pair
  const form = { size: [height, width] as const, channels, fit: 'stretch' as const }
  const pair = { kind: 'idx', images: source.images, labels: source.labels }
  return { settings: newSettings(name ?? pairName(basename(source.images)), pair, form) }
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
