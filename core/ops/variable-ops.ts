import { defineOp } from './define-op.ts'
import type { Variable } from './graph-writer.ts'
import type { Tensor } from './tensor.ts'

interface OfVariable extends Readonly<Record<string, unknown>> {
  readonly variable: Variable
}

/** The value before any update of the same entry point. */
export const readVariable = defineOp<Record<never, never>, OfVariable>({
  type: 'readVariable',
  inputs: [],
  infer: (_, { variable }) => [{ dtype: variable.dtype, shape: variable.shape }],
  lower: ({ graph, attributes: { variable } }) => [
    graph.node('ReadVariableOp', [graph.variable(variable)], { dtype: { type: variable.dtype } })
  ],
  hasEffect: true,
  examples: []
})

/** Rows of a variable by index, without reading the whole of it: [count, ...] from a table [rows, ...]. */
export const gatherVariable = defineOp<{ indices: Tensor }, OfVariable>({
  type: 'gatherVariable',
  inputs: ['indices'],
  infer: ({ indices }, { variable }) => [
    { dtype: variable.dtype, shape: [...indices.shape, ...variable.shape.slice(1)] }
  ],
  lower: ({ graph, inputs, attributes: { variable } }) => [
    graph.node('ResourceGather', [graph.variable(variable), inputs.indices], {
      dtype: { type: variable.dtype },
      Tindices: { type: 'int32' }
    })
  ],
  hasEffect: true,
  examples: []
})

export const assignVariable = defineOp<{ value: Tensor }, OfVariable>({
  type: 'assignVariable',
  inputs: ['value'],
  infer: () => [],
  lower: ({ graph, inputs, attributes: { variable } }) => [
    graph.node('AssignVariableOp', [graph.variable(variable), inputs.value], { dtype: { type: variable.dtype } })
  ],
  hasEffect: true,
  examples: []
})

export const addToVariable = defineOp<{ value: Tensor }, OfVariable>({
  type: 'addToVariable',
  inputs: ['value'],
  infer: () => [],
  lower: ({ graph, inputs, attributes: { variable } }) => [
    graph.node('AssignAddVariableOp', [graph.variable(variable), inputs.value], { dtype: { type: variable.dtype } })
  ],
  hasEffect: true,
  examples: []
})
