import { type Dataset, type DatasetSettings, packingKey } from '../../../core/data/dataset.ts'
import type { WorkProgress } from '../../stop-signal.ts'
import { isUnwritable } from '../atomic-write.ts'
import { inTurn } from '../in-turn.ts'
import { isOfNewerVersion } from '../newer-version.ts'
import { trainedFingerprints } from '../runs/runs.ts'
import { cacheSink, keepVariant, readCache, settingsKey } from './dataset-cache.ts'
import { memorySink } from './memory-sink.ts'
import { packDataset, rowProblems, type Packed, type RowSink } from './pack-dataset.ts'
import { findSource } from './sources/catalogue.ts'
import { SourceFault, type Listing, type SourceContext } from './sources/define-source.ts'

export interface LoadOptions extends WorkProgress {
  /** Looks at the source again, and packs anew if it has changed. Without it a dataset that is open is handed out as it is. */
  readonly isChecked?: boolean
  /** The very samples that a run was trained on, where they are still known; the caller compares. */
  readonly fingerprint?: string | undefined
}

/** Datasets of projects: already open, from the project's cache, or packed from their source. */
export interface DatasetStore {
  /** `project` is the project's folder. Throws HostFault where it was stopped on the way. */
  load(project: string, settings: DatasetSettings, options?: LoadOptions): Promise<Packed>
}

/** What is known of a dataset is little; its rows lie on disk. */
const keptOpen = 8

export function createDatasetStore(context: SourceContext): DatasetStore {
  let open: readonly { readonly key: string; readonly dataset: Dataset }[] = []

  function remember(key: string, dataset: Dataset): void {
    open = [{ key, dataset }, ...open.filter(each => each.key !== key)].slice(0, keptOpen)
  }

  async function load(project: string, settings: DatasetSettings, options: LoadOptions): Promise<Packed> {
    const key = JSON.stringify([project, settings.id, packingKey(settings)])
    const known = open.find(each => each.key === key)
    const isKnownWanted =
      options.fingerprint === undefined ? !options.isChecked : known?.dataset.about.fingerprint === options.fingerprint
    if (known && isKnownWanted && (await known.dataset.isThere())) {
      remember(key, known.dataset)
      return { dataset: known.dataset }
    }
    const loaded = await loadFromDisk(context, project, settings, options)
    if ('dataset' in loaded) remember(key, loaded.dataset)
    return loaded
  }

  return {
    load: (project, settings, options = {}) =>
      inTurn(`dataset ${project} ${settings.id}`, () => load(project, settings, options))
  }
}

async function loadFromDisk(
  context: SourceContext,
  project: string,
  settings: DatasetSettings,
  options: LoadOptions
): Promise<Packed> {
  const form = settingsKey(settings)
  if (options.fingerprint !== undefined) {
    const { fingerprint } = options
    const trained = await readCache(project, settings.id, { settings: form, source: undefined, fingerprint }, options)
    if (trained) return { dataset: trained }
  }
  const found = await findSource(settings.source, context, options)
  const source = 'listing' in found ? found.listing.key : undefined
  const cached = await readCache(project, settings.id, { settings: form, source }, options)
  if (cached) return { dataset: cached }
  return 'problem' in found
    ? { problems: [found.problem] }
    : await pack(found.listing, project, settings, options).catch(problemsOf)
}

/** What a source finds only while it is read. */
function problemsOf(error: unknown): Packed {
  if (error instanceof SourceFault) return { problems: [error.problem] }
  throw error
}

/**
 * Into the folder of a project that is only looked at, nothing is written, and into one that may not be written to,
 * nothing can be: its samples are packed once a session.
 */
async function pack(
  listing: Listing,
  project: string,
  settings: DatasetSettings,
  options: WorkProgress
): Promise<Packed> {
  const reading = await listing.read(settings)
  if ('problems' in reading) return reading
  const problems = rowProblems(settings, reading)
  if (problems.length > 0) return { problems }
  const position = { project, dataset: settings.id, key: { settings: settingsKey(settings), source: listing.key } }
  const cache = (await isOfNewerVersion(project)) ? undefined : await cacheSinkWhereAllowed(position, reading.fields)
  if (cache === undefined) return await packDataset(reading, settings, memorySink(settings, reading.fields), options)
  const packed = await packDataset(reading, settings, cache, options)
  if ('dataset' in packed) {
    await keepVariant(position, packed.dataset.about, await trainedFingerprints(project))
  }
  return packed
}

async function cacheSinkWhereAllowed(...given: Parameters<typeof cacheSink>): Promise<RowSink | undefined> {
  try {
    return await cacheSink(...given)
  } catch (error) {
    if (isUnwritable(error)) return undefined
    throw error
  }
}
