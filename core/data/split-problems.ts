import { defineProblem, type Problem } from '../problem.ts'
import { type DatasetSettings, largestHeldOut } from './dataset.ts'
import { partSizes } from './split.ts'

const percent = (share: number) => `${Number((100 * share).toFixed(1))} %`

export const splitLeavesNone = defineProblem<{
  readonly validation: number
  readonly test: number
  readonly count: number | undefined
}>('dataset/split-leaves-none', 'error', ({ validation, test, count }) => ({
  message: `Validation takes ${percent(validation)} and test ${percent(test)} of the samples, which leaves none${count === undefined ? '' : ` of ${count}`} to train on.`,
  fix: `Give smaller shares to them under Data: together at most ${percent(largestHeldOut)}, and less where there are few samples.`
}))

/** What keeps a training from having samples; `count` is that of the samples, once they are packed. */
export function splitProblems(
  { name, split }: Pick<DatasetSettings, 'name' | 'split'>,
  count?: number
): readonly Problem[] {
  const { validation, test } = split
  const isNoneLeft = count === undefined ? validation + test >= 1 : partSizes(count, split).train === 0
  return isNoneLeft ? [splitLeavesNone({ path: name }, { validation, test, count })] : []
}
