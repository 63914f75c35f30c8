import { lstat, lutimes, readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Dataset, type DatasetAbout, type DatasetSettings, packingKey } from '../../../core/data/dataset.ts'
import { type FieldFacts, roleOf } from '../../../core/data/fields/catalogue.ts'
import { rowBytes } from '../../../core/data/fields/define-field.ts'
import { parseJson } from '../../../core/json.ts'
import { type AtomicFile, beginAtomic, sweepTemporaryFiles, writeAtomic } from '../atomic-write.ts'
import { isBug } from '../../fault.ts'
import type { StopSignal, WorkProgress } from '../../stop-signal.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { cacheFolder, isSafeName, variantFiles, type VariantFiles } from '../folders.ts'
import { hasFolder, makeFolder } from '../project-parts.ts'
import { readText } from '../regular-file.ts'
import { datasetAboutSchema } from '../runs/parse-run.ts'
import { hashOf } from './hash.ts'
import { columnOf, type RowSink } from './pack-dataset.ts'
import { bytesOf, fileDataset, stampsOf, streamRows } from './packed-rows.ts'

/** Raised when packing changes what comes out for the same settings and source. */
const packingVersion = 2
/** Older ones go when a new one is packed; all can be made again while the source is there. */
const keptVariants = 4

const aboutForm = z.object({
  packing: z.literal(packingVersion),
  settings: z.string(),
  source: z.string(),
  /** Size and time of each file of rows, as it was written: files that still have theirs are not read to be checked. */
  stamps: z.record(z.string(), z.string()),
  about: datasetAboutSchema
})
type CacheAbout = z.infer<typeof aboutForm>

export function settingsKey(settings: DatasetSettings): string {
  return hashOf([packingVersion, packingKey(settings)])
}

/** How a caller knows the packed samples that it wants. */
export interface CacheQuery {
  readonly settings: string
  /** Hash over the source's files with size and time; undefined when the source is gone. */
  readonly source: string | undefined
  /** The very dataset that a run was trained on, whatever has become of the source since. */
  readonly fingerprint?: string | undefined
}

/** The packed samples that fit; undefined when they are missing, old or broken. */
export async function readCache(
  project: string,
  dataset: string,
  query: CacheQuery,
  { signal }: WorkProgress = {}
): Promise<Dataset | undefined> {
  const folder = cacheFolder(project, dataset)
  for (const variant of await variantsOf(project, folder)) {
    const { about } = variant
    if (about.settings !== query.settings) continue
    const isWanted =
      query.fingerprint !== undefined
        ? about.about.fingerprint === query.fingerprint
        : query.source === undefined || about.source === query.source
    const files = variantFiles(folder, variant.name)
    if (!isWanted || !(await isWhole(about, files, signal))) continue
    // The form in use stays in front; a look at an old run does not bring its form there.
    if (query.fingerprint === undefined) await touch(files.about)
    return fileDataset({ ...about.about, id: dataset }, files)
  }
  return undefined
}

/** Whether the rows are those that were packed. Files with another size or time are read, and checked by their fingerprint. */
async function isWhole({ about, stamps }: CacheAbout, files: VariantFiles, signal?: StopSignal): Promise<boolean> {
  const now = await stampsOf(about.fields, files)
  if (now === undefined) return false
  if (about.fields.every(({ name }) => now[name] === stamps[name])) return true
  const hasSizes = about.fields.every(
    field => now[field.name]?.split(' ')[0] === String(about.count * rowBytes(roleOf(field).row(field)))
  )
  return hasSizes && (await fingerprintOf(about, name => streamRows(files, name), signal)) === about.fingerprint
}

export interface CacheKey {
  readonly settings: string
  readonly source: string
}

interface CacheLocation {
  readonly project: string
  readonly dataset: string
  readonly key: CacheKey
}

function locationOf({ project, dataset, key }: CacheLocation): { folder: string; name: string; files: VariantFiles } {
  const folder = cacheFolder(project, dataset)
  const name = hashOf([key.settings, key.source]).slice(0, 16)
  return { folder, name, files: variantFiles(folder, name) }
}

/** Writes packed rows into the project's cache as they come. They count once `keepVariant` has described them. */
export async function cacheSink(location: CacheLocation, fields: readonly FieldFacts[]): Promise<RowSink> {
  const { folder, files } = locationOf(location)
  await makeFolder(location.project, files.folder)
  await sweepTemporaryFiles(files.folder)
  const written = new Map<FieldFacts, AtomicFile>()
  for (const field of fields) written.set(field, await beginAtomic(files.rows(field.name)))
  return {
    async write(samples) {
      if (samples.length === 0) return
      for (const [field, file] of written) await file.write(bytesOf(columnOf(field, samples)))
    },
    async end() {
      await rm(files.about, { force: true })
      for (const file of written.values()) await file.commit()
      return { open: about => fileDataset(about, files), rowsOf: name => streamRows(files, name) }
    },
    async discard() {
      for (const file of written.values()) await file.discard()
      for (const { name } of fields) await rm(files.rows(name), { force: true })
      for (const each of [files.folder, folder]) await rmdir(each).catch(() => undefined)
    }
  }
}

/** Keeps packed rows for the next start. `about.json` comes last, so that what is cut off does not count. */
export async function keepVariant(
  location: CacheLocation,
  about: DatasetAbout,
  /** Fingerprints that runs were trained on: theirs stay, since their source may have changed. */
  wanted: ReadonlySet<string>
): Promise<void> {
  const { folder, name, files } = locationOf(location)
  const stamps = (await stampsOf(about.fields, files)) ?? {}
  const cached: CacheAbout = { packing: packingVersion, ...location.key, stamps, about }
  await writeAtomic(files.about, JSON.stringify(cached, null, 2))
  await removeOutdated(location.project, folder)
  const old = (await variantsOf(location.project, folder))
    .filter(variant => variant.name !== name)
    .slice(keptVariants - 1)
  for (const variant of old) {
    if (!wanted.has(variant.about.about.fingerprint))
      await rm(join(folder, variant.name), { recursive: true, force: true })
  }
}

const outdatedForm = z.object({ packing: z.number().max(packingVersion - 1) })

/** Removes what an older program packed in a form that is not read any more, and what packing has left that was cut off. */
async function removeOutdated(project: string, folder: string): Promise<void> {
  for (const name of await variantNames(project, folder)) {
    await sweepTemporaryFiles(join(folder, name))
    const about = await readAboutJson(variantFiles(folder, name).about)
    if (outdatedForm.safeParse(about).success) await rm(join(folder, name), { recursive: true, force: true })
  }
}

interface Variant {
  readonly name: string
  readonly usedMs: number
  readonly about: CacheAbout
}

/** The packed forms of one dataset, the one used last first. What cannot be read is none: it can be made again. */
async function variantsOf(project: string, folder: string): Promise<readonly Variant[]> {
  const variants: Variant[] = []
  for (const name of await variantNames(project, folder)) {
    const file = variantFiles(folder, name).about
    const about = aboutForm.safeParse(await readAboutJson(file)).data
    if (about) variants.push({ name, usedMs: (await lstat(file)).mtimeMs, about })
  }
  return variants.sort((left, right) => right.usedMs - left.usedMs)
}

/** Throws HostFault where the dataset's folder is a link. */
async function variantNames(project: string, folder: string): Promise<readonly string[]> {
  if (!(await hasFolder(project, folder))) return []
  const entries = await readdir(folder, { withFileTypes: true })
  return entries.filter(entry => entry.isDirectory() && isSafeName(entry.name)).map(({ name }) => name)
}

async function readAboutJson(file: string): Promise<unknown> {
  try {
    return parseJson((await readText(file)) ?? 'null')
  } catch (error) {
    if (error instanceof SyntaxError || !isBug(error)) return undefined
    throw error
  }
}

async function touch(file: string): Promise<void> {
  const now = new Date()
  // A project on a disk that cannot be written to is still read.
  await lutimes(file, now, now).catch(() => undefined)
}
