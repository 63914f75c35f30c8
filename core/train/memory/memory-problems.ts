import { bytesText, numberText } from '../../number-text.ts'
import { defineProblem, type Problem } from '../../problem.ts'
import type { MemoryForecast } from './memory.ts'

interface Values {
  readonly batch: number
  /** Bytes that the training takes. */
  readonly total: number
  /** Bytes that it may take. */
  readonly usable: number
  readonly largest: number
}

export const batchTooLarge = defineProblem<Values>('train/batch-too-large', 'error', ({ largest, ...values }) => ({
  message: `Training at a batch of ${numberText(values.batch)} is more than fits: ${needsText(values)}.`,
  fix: `Take a batch of ${numberText(largest)} or less.`,
  repair: { label: `Take a batch of ${numberText(largest)}`, batchSize: largest }
}))

export const networkTooLarge = defineProblem<Values>('train/network-too-large', 'error', values => ({
  message: `Not even a batch of one sample can be trained: ${needsText(values)}.`,
  fix: 'Make the images smaller, or give the largest layers fewer filters or units.'
}))

function needsText({ batch, total, usable }: Pick<Values, 'batch' | 'total' | 'usable'>): string {
  if (total <= usable) return `${numberText(batch)} samples at once make tensors with more numbers than can be counted`
  return `it takes about ${bytesText(total)} of memory, and this machine has ${bytesText(usable)} for it`
}

/** Whether a training takes more than it may; `usable` is in bytes. */
export function memoryProblems(
  { at, largestBatch }: MemoryForecast,
  batch: number,
  usable: number
): readonly Problem[] {
  const largest = largestBatch(usable)
  if (batch <= largest) return []
  const where = { path: 'recipe' }
  if (largest > 0) return [batchTooLarge(where, { batch, total: at(batch).total, usable, largest })]
  return [networkTooLarge(where, { batch: 1, total: at(1).total, usable, largest })]
}
