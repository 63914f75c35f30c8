import { type DatasetAbout, datasetFacts } from '../data/dataset.ts'
import type { Document } from '../document/records.ts'
import type { MetricValues } from '../metrics/metric.ts'
import type { Model, RunWeights } from '../model/model.ts'
import type { Parallelism } from '../program/parallelism.ts'
import type { GeneratedSamples } from './samples.ts'

export type RunState = 'queued' | 'running' | 'stopped' | 'done' | 'failed' | 'interrupted'

/** How the network did over an epoch. */
export interface EpochMetrics {
  readonly epoch: number
  /** On the samples that it learned from, while it did. */
  readonly metrics: MetricValues
  /** Absent when the split leaves no samples for it. */
  readonly validation?: MetricValues
  /** The rate of the last step, by the first update of the recipe; runs from before there were schedules have none. */
  readonly learningRate?: number
  readonly milliseconds: number
}

/** What a training tells while it runs, four times a second: metrics over about the last tenth of an epoch. */
export interface TrainingFrame {
  readonly run: string
  readonly epoch: number
  readonly step: number
  readonly stepsPerEpoch: number
  readonly epochs: number
  readonly metrics: MetricValues
  readonly learningRate?: number
  readonly samplesPerSecond: number
  readonly secondsLeft: number
}

export type TrainingEvent =
  /** What takes long before the first step, such as packing data or opening the graph. */
  | { readonly event: 'preparing'; readonly run: string; readonly message: string }
  /** Weights that begin as those of another model, and those that begin as the seed says, by their paths. */
  | {
      readonly event: 'initialized'
      readonly run: string
      readonly model: string
      readonly matched: readonly string[]
      readonly fresh: readonly string[]
    }
  | ({ readonly event: 'frame' } & TrainingFrame)
  | ({ readonly event: 'epoch'; readonly run: string } & EpochMetrics)
  | ({ readonly event: 'samples'; readonly run: string } & GeneratedSamples)
  | { readonly event: 'saved'; readonly run: string; readonly epoch: number }
  | {
      readonly event: 'done'
      readonly run: string
      readonly state: 'done' | 'stopped'
      /** On the held-out test samples, where there are some and it came to measure them. */
      readonly test?: MetricValues
      readonly best?: BestWeights
      readonly earlyStop?: EarlyStop
    }
  | ({ readonly event: 'failed'; readonly run: string } & RunFailure)

/** One training, on disk and whole: everything that evaluating, exporting and explaining it needs. */
export interface RunRecord {
  readonly id: string
  /** What it was called when it was made, by what differs from the run before, until the person calls it otherwise. */
  readonly name: string
  /** What the person wrote about it. */
  readonly note?: string
  /** ISO 8601. */
  readonly started: string
  readonly state: RunState
  /** The drawing, with block definitions, datasets, their splits and the recipe, as it was when training began. */
  readonly document: Document
  readonly dataset: DatasetAbout
  readonly engine: { readonly library: string; readonly version: string }
  readonly epochs: readonly EpochMetrics[]
  /** How the cores shared its batches, so that it goes on to the bit; runs from before there were parts have none. */
  readonly parallelism?: Parallelism
  /** Of the last weights, on the held-out test samples. */
  readonly test?: MetricValues
  /** The weights of the epoch that did best by what the recipe watches, where they are kept. */
  readonly best?: BestWeights
  /** Where it ended before the last epoch of its recipe. */
  readonly earlyStop?: EarlyStop
  /** Why it failed, where its state is `failed`. */
  readonly failure?: RunFailure
}

/** What a person calls a run and says about it. */
export interface RunWords {
  readonly name?: string
  readonly note?: string
}

/** As long as these words may be. */
export const longestRunName = 200
export const longestRunNote = 10_000

export interface BestWeights {
  readonly epoch: number
  /** Absent until the training has ended, or where no test samples are held out. */
  readonly test?: MetricValues
}

/** The epoch after which the figure that the recipe watches had used up its patience. */
export interface EarlyStop {
  readonly epoch: number
}

/** What went wrong, and how to mend it. */
export interface RunFailure {
  readonly message: string
  readonly fix: string
}

/**
 * A model that a run has made so far; it has weights once an epoch has ended. Its best weights where it keeps them, unless
 * others are named.
 */
export function modelOfRun(
  { id, name, started, document, dataset, epochs, best }: RunRecord,
  weights: RunWeights = best === undefined ? 'last' : 'best'
): Model {
  const settings = document.datasets[dataset.id]
  return {
    id,
    name,
    made: started,
    origin: { kind: 'run', epochs: weights === 'best' && best ? best.epoch : epochs.length, weights },
    document,
    datasets: datasetFacts(document.datasets, { [dataset.id]: dataset }),
    ...(settings && { samples: { settings, fingerprint: dataset.fingerprint } })
  }
}
