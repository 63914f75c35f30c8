import { readFile } from 'node:fs/promises'
import { classCounts } from '../../../core/data/class-counts.ts'
import type { DatasetAbout, DatasetSettings, PackedDataset } from '../../../core/data/dataset.ts'
import { datasetTooLarge, noClasses, noImageRead } from '../../../core/data/dataset-problems.ts'
import type { IdxPair } from '../../../core/data/idx.ts'
import { placeImage } from '../../../core/data/place-image.ts'
import type { Problem } from '../../../core/problem.ts'
import type { StopSignal } from '../../stop-signal.ts'
import { codeOf } from '../atomic-write.ts'
import { fingerprintOf } from '../fingerprint.ts'
import type { Decoded, ImageDecoder } from './image-decoder.ts'
import type { ImageFile, ImageFolder } from './read-folder-source.ts'

export interface PackProgress {
  /** Told after each batch: images done and to do in all. */
  readonly progress?: ((done: number, total: number) => void) | undefined
  readonly signal?: StopSignal | undefined
}

/** Undefined when it was stopped on the way. */
export type Packed = { readonly dataset: PackedDataset } | { readonly problems: readonly Problem[] } | undefined

/** Images lie in memory as one array while a network trains on them. */
const mostBytes = 4e9
const batchSize = 64

type Form = Pick<DatasetSettings, 'size' | 'channels'>

function tooLarge(count: number, { size: [height, width], channels }: Form, path: string): Problem | undefined {
  const bytes = count * height * width * channels
  return bytes > mostBytes ? datasetTooLarge({ path }, { count, height, width, bytes, most: mostBytes }) : undefined
}

/** Brings the images of an IDX pair to the dataset's size; as they are, where they have it. */
export async function packIdx(pair: IdxPair, settings: DatasetSettings, options: PackProgress): Promise<Packed> {
  const problem = tooLarge(pair.count, settings, settings.name)
  if (problem) return { problems: [problem] }
  const { count, height, width, channels } = pair
  const [targetHeight, targetWidth] = settings.size
  const target = { height: targetHeight, width: targetWidth, channels: settings.channels, fit: settings.fit }
  const labels = Int32Array.from(pair.labels)
  const classCount = labels.reduce((highest, label) => Math.max(highest, label), 0) + 1
  const classes = Array.from({ length: classCount }, (_, index) => String(index))
  const isSame = height === targetHeight && width === targetWidth && channels === settings.channels
  // The pair looks into the file's own buffer, and what is packed is handed on whole.
  if (isSame) return { dataset: describe(settings, classes, new Uint8Array(pair.images), labels, []) }

  const size = height * width * channels
  const packedSize = targetHeight * targetWidth * settings.channels
  const images = new Uint8Array(count * packedSize)
  for (let index = 0; index < count; index++) {
    const bytes = pair.images.subarray(index * size, (index + 1) * size)
    images.set(placeImage({ height, width, channels, bytes }, target), index * packedSize)
    if (index % 1000 === 999) {
      options.progress?.(index + 1, count)
      await new Promise(setImmediate)
      if (options.signal?.isStopped) return undefined
    }
  }
  return { dataset: describe(settings, classes, images, labels, []) }
}

/** Decodes a folder's images batch by batch. What cannot be read is left out and told by name. */
export async function packFolder(
  folder: ImageFolder,
  path: string,
  settings: DatasetSettings,
  decode: ImageDecoder['decode'],
  options: PackProgress
): Promise<Packed> {
  const { files, classes } = folder
  if (files.length === 0) return { problems: [noClasses({ path }, { path, imageCount: folder.looseCount })] }
  const problem = tooLarge(files.length, settings, path)
  if (problem) return { problems: [problem] }

  const [height, width] = settings.size
  const target = { height, width, channels: settings.channels, fit: settings.fit }
  const size = height * width * settings.channels
  const images = new Uint8Array(files.length * size)
  const labels = new Int32Array(files.length)
  const skipped = [...folder.skipped]
  let count = 0

  const batches = Array.from({ length: Math.ceil(files.length / batchSize) }, (_, index) =>
    files.slice(index * batchSize, (index + 1) * batchSize)
  )
  let reading = readFiles(batches[0] ?? [])
  for (const [index, batch] of batches.entries()) {
    const read = await reading
    // The disk works on the next images while the engine decodes these.
    reading = readFiles(batches[index + 1] ?? [])
    const decoded = await decodeRead(read, target, decode)
    decoded.forEach((image, place) => {
      const file = batch[place]
      if (!file) return
      if ('reason' in image) {
        skipped.push({ file: file.name, reason: image.reason })
        return
      }
      images.set(image.bytes, count * size)
      labels[count++] = file.classIndex
    })
    options.progress?.(Math.min(files.length, (index + 1) * batchSize), files.length)
    await new Promise(setImmediate)
    if (options.signal?.isStopped) {
      await reading
      return undefined
    }
  }
  if (count === 0) {
    const reason = skipped[0] ? `${skipped[0].file}: ${skipped[0].reason}` : 'none'
    return { problems: [noImageRead({ path }, { path, fileCount: files.length, reason })] }
  }
  const isWhole = count === files.length
  return {
    dataset: describe(
      settings,
      classes,
      isWhole ? images : images.slice(0, count * size),
      isWhole ? labels : labels.slice(0, count),
      skipped
    )
  }
}

type ReadFile = Uint8Array | { readonly reason: string }

function readFiles(files: readonly ImageFile[]): Promise<readonly ReadFile[]> {
  return Promise.all(
    files.map(async file => {
      try {
        return await readFile(file.path)
      } catch (error) {
        if (codeOf(error) === undefined) throw error
        return { reason: `It cannot be read from the disk (${codeOf(error)}).` }
      }
    })
  )
}

async function decodeRead(
  read: readonly ReadFile[],
  target: Parameters<ImageDecoder['decode']>[1],
  decode: ImageDecoder['decode']
): Promise<readonly Decoded[]> {
  const decoded = await decode(
    read.flatMap(file => ('reason' in file ? [] : [file])),
    target
  )
  let next = 0
  return read.map(file => ('reason' in file ? file : (decoded[next++] ?? { reason: 'It was not decoded.' })))
}

function describe(
  settings: DatasetSettings,
  classes: readonly string[],
  images: Uint8Array,
  labels: Int32Array,
  skipped: DatasetAbout['skipped']
): PackedDataset {
  const [height, width] = settings.size
  const { channels } = settings
  const fingerprint = fingerprintOf({ height, width, channels, classes, images, labels })
  const about = {
    id: settings.id,
    count: labels.length,
    height,
    width,
    channels,
    classes,
    classCounts: classCounts(labels, classes.length),
    fingerprint,
    skipped
  }
  return { about, images, labels }
}
