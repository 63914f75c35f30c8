import type { Measurement } from './measurement.ts'

export interface BenchOptions {
  /** Names of cases to keep to; all of them when empty. */
  readonly cases: readonly string[]
  readonly batches: readonly number[]
}

/** A benchmark yields its figures as they are measured. */
export type Bench = (options: BenchOptions) => AsyncGenerator<Measurement>
