import type { DatasetAbout, Split } from '../data/dataset.ts'
import type { Document } from '../document/records.ts'
import type { Recipe } from './recipe.ts'

export type RunState = 'queued' | 'running' | 'stopped' | 'done' | 'failed' | 'interrupted'

/** Figures at the end of an epoch, means over samples. Validation is absent when the split leaves none. */
export interface EpochMetrics {
  readonly epoch: number
  readonly loss: number
  readonly accuracy: number | undefined
  readonly validationLoss: number | undefined
  readonly validationAccuracy: number | undefined
  /** Of the last step, by the first update of the recipe; runs of before there were schedules have none. */
  readonly learningRate?: number
  readonly milliseconds: number
}

/** What a training tells while it runs, four times a second: means over about the last tenth of an epoch. */
export interface TrainingFrame {
  readonly run: string
  readonly epoch: number
  readonly step: number
  readonly stepsPerEpoch: number
  readonly epochs: number
  readonly loss: number
  readonly accuracy: number | undefined
  readonly learningRate?: number
  readonly samplesPerSecond: number
  readonly secondsLeft: number
}

export type TrainingEvent =
  /** What takes long before the first step, such as packing data or opening the graph. */
  | { readonly event: 'preparing'; readonly run: string; readonly message: string }
  | ({ readonly event: 'frame' } & TrainingFrame)
  | ({ readonly event: 'epoch'; readonly run: string } & EpochMetrics)
  | { readonly event: 'saved'; readonly run: string; readonly epoch: number }
  | {
      readonly event: 'done'
      readonly run: string
      readonly state: 'done' | 'stopped'
      readonly testLoss: number | undefined
      readonly testAccuracy: number | undefined
    }
  | { readonly event: 'failed'; readonly run: string; readonly message: string; readonly fix: string }

/** One training, on disk and whole: everything that evaluating, exporting and explaining it needs. */
export interface RunRecord {
  readonly id: string
  /** ISO 8601. */
  readonly started: string
  readonly state: RunState
  /** The drawing, with block definitions, datasets and recipe, as it was when training began. */
  readonly document: Document
  /** The document's. */
  readonly recipe: Recipe
  readonly dataset: DatasetAbout
  readonly split: Split
  readonly engine: { readonly library: string; readonly version: string }
  readonly epochs: readonly EpochMetrics[]
  readonly testLoss?: number
  readonly testAccuracy?: number
}
