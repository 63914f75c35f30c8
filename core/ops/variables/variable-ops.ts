import { each } from '../batch/parts.ts'
import { defineOp, type Tensor } from '../define-op.ts'
import type { Variable } from '../graph-writer.ts'

interface OfVariable extends Readonly<Record<string, unknown>> {
  readonly variable: Variable
}

const variable = { key: 'table', path: 'table', dtype: 'float32', shape: [4, 2] } as const
const table = { dtype: 'float32', shape: [4, 2] } as const

/** The value before any update of the same entry point. */
export const readVariable = defineOp<Record<never, never>, OfVariable>({
  type: 'readVariable',
  inputs: [],
  infer: (_, { variable }) => [{ dtype: variable.dtype, shape: variable.shape }],
  lower: ({ graph, attributes: { variable } }) => [
    graph.node('ReadVariableOp', [graph.variable(variable)], { dtype: { type: variable.dtype } })
  ],
  readsVariable: true,
  outputLies: 'stands',
  examples: [{ inputs: {}, attributes: { variable } }]
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
  readsVariable: true,
  parts: each,
  examples: [{ inputs: { indices: { dtype: 'int32', shape: ['batch'] } }, attributes: { variable } }]
})

export const assignVariable = defineOp<{ value: Tensor }, OfVariable>({
  type: 'assignVariable',
  inputs: ['value'],
  infer: () => [],
  lower: ({ graph, inputs, attributes: { variable } }) => [
    graph.node('AssignVariableOp', [graph.variable(variable), inputs.value], { dtype: { type: variable.dtype } })
  ],
  examples: [{ inputs: { value: table }, attributes: { variable } }]
})

export const addToVariable = defineOp<{ value: Tensor }, OfVariable>({
  type: 'addToVariable',
  inputs: ['value'],
  infer: () => [],
  lower: ({ graph, inputs, attributes: { variable } }) => [
    graph.node('AssignAddVariableOp', [graph.variable(variable), inputs.value], { dtype: { type: variable.dtype } })
  ],
  examples: [{ inputs: { value: table }, attributes: { variable } }]
})
