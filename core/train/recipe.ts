import type { Optimiser } from '../program/optimisers.ts'

/** One optimiser over some weights and losses (DESIGN decision 15). The ordinary recipe has one update for everything. */
export interface Update {
  readonly name: string
  /** Keys of the loss nodes it follows; all of them where it is left out. */
  readonly losses?: readonly string[]
  readonly optimiser: Optimiser
}

/** How to train. Part of the document, so a change of it can be undone. */
export interface Recipe {
  readonly updates: readonly Update[]
  readonly batchSize: number
  readonly epochs: number
  readonly seed: number
}
