import { createHash } from 'node:crypto'
import { join } from 'node:path'

/** What lies where in a project's folder. */
export interface ProjectFiles {
  readonly document: string
  readonly previous: string
  readonly journal: string
  readonly lock: string
  /** Another process asks the one that has the project open to show itself. */
  readonly call: string
  readonly datasets: string
  readonly runs: string
  /** Models that came from files. */
  readonly models: string
}

export function projectFiles(folder: string): ProjectFiles {
  return {
    document: join(folder, 'project.json'),
    previous: join(folder, 'project.previous.json'),
    journal: join(folder, 'journal.jsonl'),
    lock: join(folder, '.open.json'),
    call: join(folder, '.call'),
    datasets: join(folder, 'datasets'),
    runs: join(folder, 'runs'),
    models: join(folder, 'models')
  }
}

/** What lies where in the folder that the system gives to the application. */
export interface ApplicationFiles {
  readonly recent: string
  /** Projects that the person has not yet given a folder of their own. */
  readonly projects: string
  /** There while the program runs. */
  readonly running: string
}

export function applicationFiles(folder: string): ApplicationFiles {
  return { recent: join(folder, 'recent.json'), projects: join(folder, 'projects'), running: join(folder, 'running') }
}

export interface RunFiles {
  readonly folder: string
  readonly record: string
  /** What the person calls the run and says about it. In a file of its own: the record belongs to whoever trains. */
  readonly words: string
  readonly metrics: string
  readonly weights: string
  /** What its network made after its last epoch, where it makes images. */
  readonly samples: string
  readonly owner: string
}

/** `run` is a name that `isSafeName` has passed. */
export function runFiles(projectFolder: string, run: string): RunFiles {
  const folder = join(projectFiles(projectFolder).runs, run)
  return {
    folder,
    record: join(folder, 'run.json'),
    words: join(folder, 'words.json'),
    metrics: join(folder, 'metrics.jsonl'),
    weights: join(folder, 'weights.safetensors'),
    samples: join(folder, 'samples.safetensors'),
    owner: join(folder, 'owner.json')
  }
}

export interface ModelFiles {
  readonly folder: string
  readonly record: string
  readonly weights: string
}

/** `model` is a name that `isSafeName` has passed. */
export function modelFiles(projectFolder: string, model: string): ModelFiles {
  const folder = join(projectFiles(projectFolder).models, model)
  return { folder, record: join(folder, 'model.json'), weights: join(folder, 'weights.safetensors') }
}

/**
 * The folder with a dataset's packed forms. Any text can be an id in a project file; what is no plain name gets one made
 * from its hash.
 */
export function cacheFolder(projectFolder: string, dataset: string): string {
  return join(projectFiles(projectFolder).datasets, isSafeName(dataset) ? dataset : nameFor(dataset))
}

function nameFor(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

export interface VariantFiles {
  readonly folder: string
  readonly about: string
  /** All rows of one field. */
  rows(field: string): string
}

/** One packed form of a dataset: of one source as it was, at one size. */
export function variantFiles(datasetFolder: string, variant: string): VariantFiles {
  const folder = join(datasetFolder, variant)
  return {
    folder,
    about: join(folder, 'about.json'),
    rows: field => join(folder, `${isSafeName(field) ? field : nameFor(field)}.bin`)
  }
}

/** A name that stays inside the folder that it is joined to, on every system. */
export function isSafeName(name: string): boolean {
  return /^[a-z0-9][a-z0-9_-]{0,99}$/i.test(name) && !/^(con|prn|aux|nul|com\d|lpt\d)$/i.test(name)
}
