import type { DatasetSettings, PackedDataset } from '../../../core/data/dataset.ts'
import { digitsMissing, sourceMissing } from '../../../core/data/dataset-problems.ts'
import type { Problem } from '../../../core/problem.ts'
import { readCache, settingsKey, writeCache } from './dataset-cache.ts'
import { inTurn } from '../in-turn.ts'
import { isOfNewerVersion } from '../newer-version.ts'
import { type Packed, packFolder, packIdx, type PackProgress } from './pack-dataset.ts'
import type { ImageDecoder } from './image-decoder.ts'
import { readIdxSource } from './read-idx-source.ts'
import { trainedFingerprints } from '../runs/runs.ts'
import { findSource, type FoundSource } from './source-key.ts'

export interface DatasetStoreOptions {
  /** The folder with the built-in digits. */
  readonly digits: string
  /** Asked for when a folder of images is packed, so that nothing else loads the engine. */
  readonly decoder: () => Promise<ImageDecoder>
}

export interface LoadOptions extends PackProgress {
  /** Looks at the source again, and packs anew if it has changed. Without it a dataset in memory is handed out as it is. */
  readonly isChecked?: boolean
  /** The very images that a run was trained on, where they are still known; the caller compares. */
  readonly fingerprint?: string | undefined
}

/** Datasets of projects: from memory, from the project's cache, or packed from their source. */
export interface DatasetStore {
  /** `project` is the project's folder. Undefined when it was stopped on the way. The arrays are shared: do not write. */
  load(project: string, settings: DatasetSettings, options?: LoadOptions): Promise<Packed>
}

/** A training and the window's samples often use one dataset, seldom more than two. */
const keptInMemory = 2

export function createDatasetStore(context: DatasetStoreOptions): DatasetStore {
  let memory: readonly { readonly key: string; readonly dataset: PackedDataset }[] = []

  function remember(key: string, dataset: PackedDataset): void {
    memory = [{ key, dataset }, ...memory.filter(each => each.key !== key)].slice(0, keptInMemory)
  }

  async function load(project: string, settings: DatasetSettings, options: LoadOptions): Promise<Packed> {
    const key = JSON.stringify([project, settings.id, settingsKey(settings)])
    const known = memory.find(each => each.key === key)
    const isKnownWanted =
      options.fingerprint === undefined ? !options.isChecked : known?.dataset.about.fingerprint === options.fingerprint
    if (known && isKnownWanted) {
      remember(key, known.dataset)
      return { dataset: known.dataset }
    }
    const loaded = await loadFromDisk(context, project, settings, options)
    if (loaded && 'dataset' in loaded) remember(key, loaded.dataset)
    return loaded
  }

  return {
    load: (project, settings, options = {}) =>
      inTurn(`dataset ${project} ${settings.id}`, () => load(project, settings, options))
  }
}

async function loadFromDisk(
  context: DatasetStoreOptions,
  project: string,
  settings: DatasetSettings,
  options: LoadOptions
): Promise<Packed> {
  const form = settingsKey(settings)
  if (options.fingerprint !== undefined) {
    const { fingerprint } = options
    const trained = await readCache(project, settings.id, { settings: form, source: undefined, fingerprint })
    if (trained) return { dataset: trained }
  }
  const found = await findSource(settings.source, context.digits)
  const cached = await readCache(project, settings.id, { settings: form, source: found?.key })
  if (cached) return { dataset: cached }
  if (!found) return { problems: [missing(settings, context.digits)] }
  const packed = await pack(context, found, settings, options)
  // Into the folder of a project that is only looked at, nothing is written: its images are packed once a session.
  if (packed && 'dataset' in packed && !(await isOfNewerVersion(project))) {
    const key = { settings: form, source: found.key }
    await writeCache(project, packed.dataset, key, await trainedFingerprints(project))
  }
  return packed
}

async function pack(
  context: DatasetStoreOptions,
  found: FoundSource,
  settings: DatasetSettings,
  options: PackProgress
): Promise<Packed> {
  if (found.kind === 'folder') {
    let decoder: Promise<ImageDecoder> | undefined
    // Asking for the decoder loads the engine; a folder without images needs none.
    const decode: ImageDecoder['decode'] = async (files, target) => {
      decoder ??= context.decoder()
      return (await decoder).decode(files, target)
    }
    try {
      return await packFolder(found.folder, found.path, settings, decode, options)
    } finally {
      await (await decoder)?.close()
    }
  }
  const read = await readIdxSource(found.images, found.labels)
  return 'pair' in read ? packIdx(read.pair, settings, options) : read
}

function missing({ source }: DatasetSettings, digits: string): Problem {
  switch (source.kind) {
    case 'builtIn':
      return digitsMissing({ path: digits }, { path: digits })
    case 'idx':
      return sourceMissing({ path: source.images }, { path: `${source.images} or ${source.labels}` })
    case 'folder':
      return sourceMissing({ path: source.path }, { path: source.path })
  }
}
