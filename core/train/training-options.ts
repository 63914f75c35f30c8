import type { Dataset } from '../data/dataset.ts'
import type { SplitIndices } from '../data/split.ts'
import type { Engine } from '../engine.ts'
import type { MetricValues } from '../metrics/metric.ts'
import type { Datasets } from '../network/infer.ts'
import type { Network } from '../network/network.ts'
import type { Recipe } from '../recipe/recipe.ts'
import type { Parallelism } from '../program/parallelism.ts'
import type { BestWeights, EarlyStop, EpochMetrics, TrainingFrame } from './run.ts'
import type { GeneratedSamples } from './samples.ts'
import type { ResumedState, TrainingState } from './training-state.ts'

/** What a loop needs of the machine that runs it. */
export interface TrainingEnvironment {
  /** Milliseconds from any fixed moment, with fractions. */
  now(): number
  /** Lets whatever else waits in this thread happen, such as a stop. */
  pause(): Promise<void>
}

export interface TrainingOptions {
  readonly engine: Engine
  readonly network: Network
  readonly datasets: Datasets
  readonly recipe: Recipe
  readonly dataset: Dataset
  readonly parts: SplitIndices
  readonly environment: TrainingEnvironment
  readonly signal: { readonly isStopped: boolean }
  readonly resume?: ResumedState | undefined
  /** The epochs before the one at which a resumed training goes on. */
  readonly earlier?: readonly EpochMetrics[]
  /** It goes on although it had stopped early. */
  readonly goesOn?: boolean
  /** What weights begin as in place of their initial values, by key; a training that is resumed has its own. */
  readonly initial?: TrainingState['tensors'] | undefined
  /** How the cores share a batch; as is usual for the machine where it is left out. */
  readonly parallelism?: Parallelism | undefined
  /** As many bytes of a dataset may lie in the session; a larger one is read batch by batch. */
  readonly mostResident?: number
  preparing(message: string): void
  frame(frame: Omit<TrainingFrame, 'run'>): void
  epoch(metrics: EpochMetrics): Promise<void>
  /** What a network that makes images from noise makes of the same noise, after each epoch. */
  samples?(made: GeneratedSamples): Promise<void>
  /** The state to put on disk: after each epoch, and in a long one every minute. */
  save(state: TrainingState): Promise<void>
  /** Where the weights of the best epoch lie, for a recipe that keeps them. */
  readonly best?: BestStore
}

export interface SavedBest {
  readonly epoch: number
  readonly tensors: TrainingState['tensors']
  /** What messages call the file. */
  readonly file: string
}

/** Keeps the weights of one epoch. */
export interface BestStore {
  save(epoch: number, tensors: TrainingState['tensors']): Promise<void>
  /** What was saved last, by this training or before it was resumed. */
  read(): Promise<SavedBest | undefined>
}

export interface TrainingResult {
  readonly state: 'done' | 'stopped'
  /** Of the last weights. */
  readonly test?: MetricValues
  readonly best?: BestWeights
  readonly earlyStop?: EarlyStop
}
