import { describe, expect, it } from 'vitest'
import type { HostTensor } from '../../../core/engine.ts'
import { inParts } from '../../../core/program/in-parts.ts'
import { cases, runCase } from './cases.ts'

function numbersOf({ data }: HostTensor): readonly number[] {
  return Array.from(data as Float32Array)
}

/** The largest difference, as a share of the largest number. */
function difference(ours: HostTensor, whole: HostTensor): number {
  const numbers = numbersOf(whole)
  const largest = Math.max(...numbers.map(Math.abs), 1e-6)
  return Math.max(0, ...numbersOf(ours).map((value, at) => Math.abs(value - numbers[at]!))) / largest
}

const able = cases.filter(
  ({ op, example }) =>
    op.parts !== undefined &&
    Object.values(example.inputs)
      .flat()
      .some(({ shape }) => shape[0] === 'batch')
)

describe('an op that says how it computes a batch in parts', () => {
  // Of three samples, the first of two parts takes two.
  it.each(able.flatMap(each => [2, 3].map(count => ({ ...each, count, title: `${each.title} in ${count} parts` }))))(
    '$title gives what it gives in one',
    async ({ count, ...each }) => {
      const whole = await runCase(each)
      const parted = await runCase(each, { change: entry => inParts(entry, count) })
      // What only the gradient's kernel reads is of the kernel's own making.
      const told = each.op.type === 'batchNormalize' ? [0, 1, 2] : whole.outputs.map((_, at) => at)
      expect(told.map(at => parted.outputs[at]!.shape)).toEqual(told.map(at => whole.outputs[at]!.shape))
      for (const at of told) expect(difference(parted.outputs[at]!, whole.outputs[at]!)).toBeLessThan(1e-6)
    }
  )
})
