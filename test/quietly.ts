import type { TrainingOptions } from '../core/train/training-options.ts'

/** What a training needs beside what it trains: nothing stops it, and nobody is told. */
export const quietly = {
  signal: { isStopped: false },
  environment: { now: () => performance.now(), pause: () => Promise.resolve() },
  preparing: () => undefined,
  frame: () => undefined,
  epoch: () => Promise.resolve(),
  save: () => Promise.resolve()
} satisfies Partial<TrainingOptions>
