import { basename } from 'node:path'
import { z } from 'zod'
import type { DatasetSettings } from '../../../../core/data/dataset.ts'
import { noClasses, sourceMissing } from '../../../../core/data/dataset-problems.ts'
import { imageAndLabel, usualFields } from '../../../../core/data/fields/catalogue.ts'
import { parseImageHeader, type ImageHeader } from '../../../../core/data/image-header.ts'
import type { SampleRows } from '../../../../core/data/sample-rows.ts'
import { suggestSettings } from '../../../../core/data/suggest-settings.ts'
import { HostFault } from '../../../fault.ts'
import { codeOf } from '../../atomic-write.ts'
import { openRegular } from '../../regular-file.ts'
import { hashOf } from '../hash.ts'
import { defineSource, newSettings, type Skipped, type SourceContext } from './define-source.ts'
import { type ImageFile, type ImageFolder, readFolderSource } from './list-folder.ts'
import type { Decoded, ImageDecoder } from './image-decoder.ts'
import { readImageFile } from './read-image-file.ts'

/** Enough for the headers of nearly all images, cameras' previews included. */
const headerBytes = 256 * 1024
/** Sizes and colors are suggested from so many images, spread over the whole folder. */
const lookedAt = 200
const batchSize = 64
/** Two batches lie in memory, one of them twice while it is decoded. */
const batchBytes = 64 * 1024 * 1024

/** A folder with a sub-folder of images for each class. */
export const folder = defineSource({
  kind: 'folder',
  form: z.object({ kind: z.literal('folder'), path: z.string().min(1) }),
  offers: [
    {
      id: 'folder',
      label: 'Folder of images',
      summary: 'A folder with one folder for each class, PNG or JPEG.',
      fitsImages: true,
      chooses: { kind: 'folder', hint: 'Choose a folder that holds one folder for each class.' }
    }
  ],
  recognize([first, ...more]) {
    const isFolder = first?.kind === 'folder' && more.length === 0
    return Promise.resolve(isFolder ? { confidence: 0.5, reason: 'It is a folder.' } : undefined)
  },
  async propose([{ path } = { path: '' }], name, work) {
    const listed = await readFolderSource(path, work)
    if (listed.files.length === 0) return { problems: [nothingIn(path, listed)] }
    const form = suggestSettings(await readHeaders(listed))
    return { settings: newSettings(name ?? basename(path), { kind: 'folder', path }, form) }
  },
  async list({ path }, context, work) {
    const listed = await readFolderSource(path, work)
    return {
      key: hashOf([listed.classes, listed.files.map(({ name, stamp }) => [name, stamp]), listed.skipped]),
      read(settings) {
        const { files, classes, skipped } = listed
        if (files.length === 0) return Promise.resolve({ problems: [nothingIn(path, listed)] })
        const [height, width] = settings.size
        const fields = imageAndLabel({ height, width, channels: settings.channels, classes })
        return Promise.resolve({
          fields,
          count: files.length,
          skipped,
          samples: () => samplesOf(files, settings, context)
        })
      }
    }
  },
  missing: ({ path }) => sourceMissing({ path }, { path })
})

function nothingIn(path: string, { looseCount }: ImageFolder) {
  return noClasses({ path }, { path, imageCount: looseCount })
}

async function readHeaders({ files }: ImageFolder): Promise<readonly ImageHeader[]> {
  const step = Math.max(1, files.length / lookedAt)
  const looked = files.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
  const headers = await Promise.all(looked.map(file => readHeader(file.path)))
  return headers.flatMap(header => header ?? [])
}

async function readHeader(path: string): Promise<ImageHeader | undefined> {
  const file = await openRegular(path, { followsLinks: true }).catch(undefinedIfUnreadable)
  if (!file) return undefined
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(headerBytes), 0, headerBytes, 0)
    const parsed = parseImageHeader(buffer.subarray(0, bytesRead), { path })
    return 'header' in parsed ? parsed.header : undefined
  } finally {
    await file.close()
  }
}

/** What keeps a file from being read, the system or what it is, has a code; the rest are bugs. */
function undefinedIfUnreadable(error: unknown): undefined {
  if (codeOf(error) === undefined) throw error
}

/** Decodes the images batch by batch. The disk works on the next ones while the engine decodes these. */
async function* samplesOf(
  files: readonly ImageFile[],
  { size: [height, width], channels, fit }: DatasetSettings,
  { decoder }: SourceContext
): AsyncGenerator<readonly (SampleRows | Skipped)[]> {
  const [image, label] = usualFields
  const opened = await decoder()
  const batches = batchesOf(files)
  let reading = readFiles(batches[0] ?? [])
  try {
    for (const [index, batch] of batches.entries()) {
      const read = await reading
      reading = readFiles(batches[index + 1] ?? [])
      const decoded = await decodeRead(read, { height, width, channels, fit }, opened)
      yield batch.map((file, position) => {
        const found = decoded[position] ?? { reason: 'It was not decoded.' }
        if ('reason' in found) return { file: file.name, reason: found.reason }
        return { [image.name]: found.bytes, [label.name]: Int32Array.of(file.classIndex) }
      })
    }
  } finally {
    await reading
    await opened.close()
  }
}

/** Files that are read at once: none is alone where it need not be, and a batch of large ones is a small one. */
export function batchesOf<File extends Pick<ImageFile, 'bytes'>>(files: readonly File[]): readonly (readonly File[])[] {
  const batches: File[][] = []
  let [last, total]: [File[], number] = [[], 0]
  for (const file of files) {
    if (last.length === 0 || last.length === batchSize || total + file.bytes > batchBytes) {
      last = []
      total = 0
      batches.push(last)
    }
    last.push(file)
    total += file.bytes
  }
  return batches
}

type ReadFile = Uint8Array | { readonly reason: string }

function readFiles(files: readonly ImageFile[]): Promise<readonly ReadFile[]> {
  return Promise.all(
    files.map(async file => {
      try {
        return await readImageFile(file.path)
      } catch (error) {
        if (error instanceof HostFault) return { reason: error.message }
        if (codeOf(error) === undefined) throw error
        return { reason: `It cannot be read from the disk (${codeOf(error)}).` }
      }
    })
  )
}

async function decodeRead(
  read: readonly ReadFile[],
  target: Parameters<ImageDecoder['decode']>[1],
  decoder: ImageDecoder
): Promise<readonly Decoded[]> {
  const decoded = await decoder.decode(
    read.flatMap(file => ('reason' in file ? [] : [file])),
    target
  )
  let next = 0
  return read.map(file => ('reason' in file ? file : (decoded[next++] ?? { reason: 'It was not decoded.' })))
}
