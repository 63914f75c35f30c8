import { largestSeed } from '../random.ts'
import type { Precision } from '../program/mixed-precision.ts'
import type { Optimizer } from '../program/optimizers/catalogue.ts'
import type { Schedule } from './schedules.ts'

/** One optimizer over some weights and losses (DESIGN decision 15). The ordinary recipe has one update for everything. */
export interface Update {
  readonly name: string
  /** Keys of the loss nodes it follows; all of them where it is left out. */
  readonly losses?: readonly string[]
  readonly optimizer: Optimizer
  /** Constant where it is left out. */
  readonly schedule?: Schedule
}

/** What a recipe may hold, whoever writes it: a form, a file or the command line. */
export const recipeBounds = {
  batchSize: { min: 1, max: 1_000_000 },
  epochs: { min: 1, max: 1_000_000 },
  seed: { min: 0, max: largestSeed }
} as const

/** How to train. Part of the document, so a change of it can be undone. */
export interface Recipe {
  readonly updates: readonly Update[]
  readonly batchSize: number
  readonly epochs: number
  readonly seed: number
  /** float32 where it is left out. */
  readonly precision?: Precision
}
