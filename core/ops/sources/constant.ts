import { defineOp } from '../define-op.ts'

export interface ConstantAttributes extends Readonly<Record<string, unknown>> {
  readonly dtype: 'float32' | 'int32'
  readonly shape: readonly number[]
  readonly values: ArrayLike<number>
}

export const constant = defineOp<Record<never, never>, ConstantAttributes>({
  type: 'constant',
  inputs: [],
  infer: (_, { dtype, shape }) => [{ dtype, shape }],
  lower: ({ graph, attributes: { dtype, shape, values } }) => [graph.constant(dtype, shape, values)],
  outputLies: 'stands',
  examples: [{ inputs: {}, attributes: { dtype: 'float32', shape: [2, 2], values: [1, 2, 3, 4] } }]
})

/** Attributes of one number. */
export function scalar(value: number, dtype: 'float32' | 'int32' = 'float32'): ConstantAttributes {
  return { dtype, shape: [], values: [value] }
}
