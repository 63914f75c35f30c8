import { assert } from '../../../core/assert.ts'
import { type Dataset, datasetFacts, type DatasetSettings } from '../../../core/data/dataset.ts'
import { type FieldFacts, fieldOf } from '../../../core/data/fields/catalogue.ts'
import { inferNetwork, type Datasets } from '../../../core/network/infer.ts'
import type { Network } from '../../../core/network/network.ts'
import type { RunRecord } from '../../../core/train/run.ts'
import { generatorOf } from '../../../core/train/samples.ts'
import { HostFault, problemFault } from '../../fault.ts'
import { readRun } from '../../storage/runs/runs.ts'
import type { JobContext } from '../job.ts'

/** Which run is meant: the project's folder and the run's id. */
export interface RunInput {
  readonly project: string
  readonly run: string
}

/** A run with all that follows from its record alone, whatever has become of the project's drawing since. */
export interface OpenRun {
  readonly record: RunRecord
  readonly settings: DatasetSettings
  readonly datasets: Datasets
  readonly network: Network
}

/** Throws HostFault where the run is unknown or its record does not hold together. */
export async function openRun({ project, run }: RunInput): Promise<OpenRun> {
  const record = await readRun(project, run)
  const settings = record.document.datasets[record.dataset.id]
  if (!settings) {
    const message = `The run ${run} does not say how its dataset "${record.dataset.id}" is made.`
    throw new HostFault({ code: 'run/no-dataset', message, fix: 'Train again.' })
  }
  const datasets = datasetFacts(record.document.datasets, { [record.dataset.id]: record.dataset })
  return { record, settings, datasets, network: inferNetwork(record.document, datasets) }
}

/** A run whose network answers to images. Throws HostFault where it makes them from noise, which nothing here feeds yet. */
export async function openReader(input: RunInput): Promise<OpenRun> {
  const run = await openRun(input)
  if (generatorOf(run.network) === undefined) return run
  throw new HostFault({
    code: 'run/generator',
    message: 'This run makes images from noise: it has no image to predict on, and is not exported yet.',
    fix: 'Look at what it makes under Train, while it trains.'
  })
}

/** The very images that the run was trained on. Throws HostFault where the source has changed since. */
export async function datasetOf(
  { record, settings }: OpenRun,
  project: string,
  { datasets, signal, report }: JobContext
): Promise<Dataset> {
  const { fingerprint } = record.dataset
  const progress = (done: number, total: number) =>
    report({ name: 'importing', value: { name: settings.name, done, total } })
  const packed = await datasets.load(project, settings, { fingerprint, progress, signal })
  if (!packed) throw new HostFault({ code: 'dataset/stopped', message: `Packing "${settings.name}" was stopped.` })
  if ('problems' in packed) throw problemFault(packed.problems)
  if (packed.dataset.about.fingerprint === fingerprint) return packed.dataset
  throw new HostFault({
    code: 'run/data-changed',
    message: `The images of "${settings.name}" are not those that this run was trained on.`,
    fix: 'Put the images back as they were, or train again on the new ones.'
  })
}

/** What is known of the images that a network was trained on. */
export function imageFacts(fields: readonly FieldFacts[]) {
  const image = fieldOf(fields, 'image')
  assert(image !== undefined, 'A network that predicts reads images.')
  return image
}
