import { open, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import type { DatasetSettings } from '../../../../core/data/dataset.ts'
import { noClasses, sourceMissing } from '../../../../core/data/dataset-problems.ts'
import { imageAndLabel, usualFields } from '../../../../core/data/fields/catalogue.ts'
import { parseImageHeader, type ImageHeader } from '../../../../core/data/image-header.ts'
import type { SampleRows } from '../../../../core/data/sample-rows.ts'
import { suggestSettings } from '../../../../core/data/suggest-settings.ts'
import { codeOf } from '../../atomic-write.ts'
import { hashOf } from '../hash.ts'
import { defineSource, newSettings, type Skipped, type SourceContext } from './define-source.ts'
import { type ImageFile, type ImageFolder, readFolderSource } from './list-folder.ts'
import type { Decoded, ImageDecoder } from './image-decoder.ts'

/** Enough for the headers of nearly all images, cameras' previews included. */
const headerBytes = 256 * 1024
/** Sizes and colors are suggested from so many images, spread over the whole folder. */
const lookedAt = 200
const batchSize = 64

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
  async propose([{ path } = { path: '' }], name) {
    const listed = await readFolderSource(path)
    if (listed.files.length === 0) return { problems: [nothingIn(path, listed)] }
    const form = suggestSettings(await readHeaders(listed))
    return { settings: newSettings(name ?? basename(path), { kind: 'folder', path }, form) }
  },
  async list({ path }, context) {
    const listed = await readFolderSource(path)
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

/** Decodes the images batch by batch. The disk works on the next ones while the engine decodes these. */
async function* samplesOf(
  files: readonly ImageFile[],
  { size: [height, width], channels, fit }: DatasetSettings,
  { decoder }: SourceContext
): AsyncGenerator<readonly (SampleRows | Skipped)[]> {
  const [image, label] = usualFields
  const opened = await decoder()
  const batchAt = (start: number) => files.slice(start, start + batchSize)
  let reading = readFiles(batchAt(0))
  try {
    for (let start = 0; start < files.length; start += batchSize) {
      const read = await reading
      reading = readFiles(batchAt(start + batchSize))
      const decoded = await decodeRead(read, { height, width, channels, fit }, opened)
      yield batchAt(start).map((file, position) => {
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
  decoder: ImageDecoder
): Promise<readonly Decoded[]> {
  const decoded = await decoder.decode(
    read.flatMap(file => ('reason' in file ? [] : [file])),
    target
  )
  let next = 0
  return read.map(file => ('reason' in file ? file : (decoded[next++] ?? { reason: 'It was not decoded.' })))
}
