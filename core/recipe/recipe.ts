import type { NodeId } from '../graph/drawing.ts'
import { largestSeed } from '../random.ts'
import type { Precision } from '../program/mixed-precision.ts'
import type { Optimizer } from '../program/optimizers/catalogue.ts'
import type { EarlyStopping } from './early-stopping.ts'
import type { Schedule } from './schedules.ts'

/** One optimizer over some weights and losses (DESIGN decision 15). The ordinary recipe has one update for everything. */
export interface Update {
  /** Unique in the recipe: it keeps the optimizers' values of one weight apart. */
  readonly name: string
  /** Ids of the loss nodes it follows, or of blocks that hold some; all losses where it is left out. */
  readonly losses?: readonly NodeId[]
  /** Ids of the nodes whose weights it changes, of blocks with all that is in them; all weights where it is left out. */
  readonly weights?: readonly NodeId[]
  readonly optimizer: Optimizer
  /** Constant where it is left out. */
  readonly schedule?: Schedule
  /** How many steps it takes in a round, one where it is left out: see `isTurnOf`. */
  readonly stepsPerRound?: number
}

/** What a recipe may hold, whoever writes it: a form, a file or the command line. */
export const recipeBounds = {
  batchSize: { min: 1, max: 1_000_000 },
  epochs: { min: 1, max: 1_000_000 },
  seed: { min: 0, max: largestSeed },
  stepsPerRound: { min: 1, max: 1000 }
} as const

/** How to train. Part of the document, so a change of it can be undone. */
export interface Recipe {
  readonly updates: readonly Update[]
  readonly batchSize: number
  readonly epochs: number
  readonly seed: number
  /** float32 where it is left out. */
  readonly precision?: Precision
  /** Id of the model whose weights the training starts from, where they match; all begin as the seed says without it. */
  readonly initialModel?: string
  /** Whether the weights of the epoch that did best are kept beside the last; they are where it is left out. */
  readonly keepBest?: boolean
  /** What "best" and early stopping go by, such as `validation/accuracy`: see `monitorOf` for what it is where it is left out. */
  readonly monitor?: string
  /** Trains to the last epoch where it is left out. */
  readonly earlyStopping?: EarlyStopping
}
