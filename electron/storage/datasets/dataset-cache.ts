import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { DatasetAbout, DatasetSettings, PackedDataset } from '../../../core/data/dataset.ts'
import { codeOf, sweepTemporaryFiles, writeAtomic } from '../atomic-write.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { cacheFolder, isSafeName, variantFiles } from '../folders.ts'
import { datasetAboutSchema } from '../runs/parse-run.ts'

/** Raised when packing changes what comes out for the same settings and source. */
const packingVersion = 1
/** Older ones go when a new one is packed; all can be made again while the source is there. */
const keptVariants = 4

const aboutForm = z.object({
  packing: z.literal(packingVersion),
  settings: z.string(),
  source: z.string(),
  about: datasetAboutSchema
})
type CacheAbout = z.infer<typeof aboutForm>

/** What decides the packed bytes, apart from the source's content: neither the name nor the split. */
export function settingsKey({ source, size, channels, fit }: DatasetSettings): string {
  // By the name that the field had first, so that what was packed under it is found again.
  const form = source.kind === 'idx' ? { kind: source.kind, pictures: source.images, labels: source.labels } : source
  return hashOf([packingVersion, form, size, channels, fit])
}

export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}

/** How a caller knows the packed images that it wants. */
export interface CacheQuery {
  readonly settings: string
  /** Hash over the source's files with size and time; undefined when the source is gone. */
  readonly source: string | undefined
  /** The very dataset that a run was trained on, whatever has become of the source since. */
  readonly fingerprint?: string | undefined
}

/** The packed images that fit, checked against their fingerprint; undefined when they are missing, old or broken. */
export async function readCache(
  project: string,
  dataset: string,
  query: CacheQuery
): Promise<PackedDataset | undefined> {
  const folder = cacheFolder(project, dataset)
  for (const variant of await variantsOf(folder)) {
    const { about } = variant
    if (about.settings !== query.settings) continue
    const isWanted =
      query.fingerprint !== undefined
        ? about.about.fingerprint === query.fingerprint
        : query.source === undefined || about.source === query.source
    if (!isWanted) continue
    const packed = await readVariant(folder, variant.name, { ...about.about, id: dataset })
    if (!packed) continue
    // The form in use stays in front; a look at an old run does not bring its form there.
    if (query.fingerprint === undefined) await touch(variantFiles(folder, variant.name).about)
    return packed
  }
  return undefined
}

/** Keeps packed images for the next start. `about.json` comes last, so that what is cut off does not count. */
export async function writeCache(
  project: string,
  packed: PackedDataset,
  key: { readonly settings: string; readonly source: string },
  /** Fingerprints that runs were trained on: theirs stay, since their source may have changed. */
  wanted: ReadonlySet<string>
): Promise<void> {
  const folder = cacheFolder(project, packed.about.id)
  const name = hashOf([key.settings, key.source]).slice(0, 16)
  const files = variantFiles(folder, name)
  await mkdir(files.folder, { recursive: true })
  await sweepTemporaryFiles(files.folder)
  const { labels } = packed
  await writeAtomic(files.images, packed.images)
  await writeAtomic(files.labels, new Uint8Array(labels.buffer, labels.byteOffset, labels.byteLength))
  const about: CacheAbout = { packing: packingVersion, ...key, about: datasetAboutSchema.parse(packed.about) }
  await writeAtomic(files.about, JSON.stringify(about, null, 2))
  const old = (await variantsOf(folder)).filter(variant => variant.name !== name).slice(keptVariants - 1)
  for (const variant of old) {
    if (!wanted.has(variant.about.about.fingerprint))
      await rm(join(folder, variant.name), { recursive: true, force: true })
  }
}

interface Variant {
  readonly name: string
  readonly usedMs: number
  readonly about: CacheAbout
}

/** The packed forms of one dataset, the one used last first. */
async function variantsOf(folder: string): Promise<readonly Variant[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return []
    throw error
  })
  const variants: Variant[] = []
  for (const name of names.filter(isSafeName)) {
    const variant = await readAbout(variantFiles(folder, name).about)
    if (variant) variants.push({ name, ...variant })
  }
  return variants.sort((left, right) => right.usedMs - left.usedMs)
}

async function readAbout(file: string): Promise<Omit<Variant, 'name'> | undefined> {
  try {
    const handle = await open(file, 'r')
    try {
      const parsed = aboutForm.safeParse(JSON.parse(await handle.readFile('utf8')))
      return parsed.success ? { usedMs: (await handle.stat()).mtimeMs, about: parsed.data } : undefined
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR' || error instanceof SyntaxError) return undefined
    throw error
  }
}

async function readVariant(folder: string, name: string, about: DatasetAbout): Promise<PackedDataset | undefined> {
  const files = variantFiles(folder, name)
  const images = await readExactly(files.images, about.count * about.height * about.width * about.channels)
  const labelBytes = await readExactly(files.labels, about.count * 4)
  if (!images || !labelBytes) return undefined
  const labels = new Int32Array(labelBytes.buffer, labelBytes.byteOffset, about.count)
  const { height, width, channels, classes } = about
  if (fingerprintOf({ height, width, channels, classes, images, labels }) !== about.fingerprint) return undefined
  return { about, images, labels }
}

async function touch(file: string): Promise<void> {
  const now = new Date()
  // A project on a disk that cannot be written to is still read.
  await utimes(file, now, now).catch(() => undefined)
}

/** A file's bytes in a buffer of their own; undefined when it is missing or not of this length. */
async function readExactly(file: string, length: number): Promise<Uint8Array | undefined> {
  try {
    const handle = await open(file, 'r')
    try {
      if ((await handle.stat()).size !== length) return undefined
      const bytes = new Uint8Array(length)
      for (let offset = 0; offset < length;) {
        const { bytesRead } = await handle.read(bytes, offset, Math.min(2 ** 30, length - offset), offset)
        if (bytesRead === 0) return undefined
        offset += bytesRead
      }
      return bytes
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
