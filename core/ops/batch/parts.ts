import { defineOp, type InParts, type NoAttributes, type Op, type PartsContext, type Tensor } from '../define-op.ts'
import { sizesAtRunTime } from '../run-time-shape.ts'
import { batch, part, type Shape } from '../tensor.ts'

const float = 'float32' as const
const image = { dtype: float, shape: ['batch', 3, 2] } as const
const half = { dtype: float, shape: ['part', 3, 2] } as const
const whole = { T: { type: 'int32' } } as const

interface OfParts extends Readonly<Record<string, unknown>> {
  readonly count: number
}

function inBatch(shape: Shape, axis: string): Shape {
  return [axis, ...shape.slice(1)]
}

/** How many samples of a batch each part takes: as many as the others, or one more in the first ones. [count], int32. */
export const partSizes = defineOp<{ like: Tensor }, OfParts>({
  type: 'partSizes',
  inputs: ['like'],
  infer: (_, { count }) => [{ dtype: 'int32', shape: [count] }],
  lower({ graph, inputs: { like }, tensors, attributes: { count } }) {
    const samples = sizesAtRunTime(graph, { output: like, dtype: tensors.like.dtype }, [0])
    const ahead = Array.from({ length: count }, (_, index) => count - 1 - index)
    const more = graph.node('AddV2', [samples, graph.constant('int32', [count], ahead)], whole)
    return [graph.node('FloorDiv', [more, graph.constant('int32', [], [count])], whole)]
  },
  shapePorts: ['like'],
  examples: [{ inputs: { like: image }, attributes: { count: 3 } }]
})

/** A batch in parts of these sizes. TensorFlow copies nothing where samples are of whole cache lines. */
export const splitBatch: Op<{ input: Tensor; sizes: Tensor }, OfParts> = defineOp({
  type: 'splitBatch',
  inputs: ['input', 'sizes'],
  infer: ({ input }, { count }) =>
    Array.from({ length: count }, () => ({ ...input, shape: inBatch(input.shape, part) })),
  lower({ graph, inputs: { input, sizes }, tensors, attributes: { count } }) {
    const node = graph.node('SplitV', [input, sizes, graph.constant('int32', [], [0])], {
      num_split: { int: count },
      T: { type: tensors.input.dtype },
      Tlen: { type: 'int32' }
    })
    return Array.from({ length: count }, (_, index) => (index === 0 ? node : `${node}:${index}`))
  },
  examples: [{ inputs: { input: image, sizes: { dtype: 'int32', shape: [2] } }, attributes: { count: 2 } }]
})

/** The parts of a batch, one after another. */
export const joinBatch: Op<{ inputs: readonly Tensor[] }, NoAttributes> = defineOp({
  type: 'joinBatch',
  inputs: ['inputs'],
  infer: ({ inputs }) => inputs.slice(0, 1).map(first => ({ ...first, shape: inBatch(first.shape, batch) })),
  lower: ({ graph, inputs: { inputs }, tensors }) => [
    graph.node('ConcatV2', [...inputs, graph.constant('int32', [], [0])], {
      N: { int: inputs.length },
      T: { type: tensors.inputs[0]?.dtype ?? float },
      Tidx: { type: 'int32' }
    })
  ],
  bfloat16: { ports: ['inputs'] },
  examples: [{ inputs: { inputs: [half, half] } }]
})

/** What parts of a batch give, added up; in float32, whatever they were computed in. */
export const addParts = defineOp<{ inputs: readonly Tensor[] }, NoAttributes>({
  type: 'addParts',
  inputs: ['inputs'],
  infer: ({ inputs }) => inputs.slice(0, 1),
  lower: ({ graph, inputs: { inputs }, tensors }) => [
    graph.node('AddN', inputs, { N: { int: inputs.length }, T: { type: tensors.inputs[0]?.dtype ?? float } })
  ],
  outputLies: 'spent',
  examples: [
    {
      inputs: {
        inputs: [
          { dtype: float, shape: [3, 2] },
          { dtype: float, shape: [3, 2] }
        ]
      }
    }
  ]
})

export function isOfBatch({ shape }: Pick<Tensor, 'shape'>): boolean {
  return shape[0] === batch || shape[0] === part
}

/** The samples do not meet: each part is computed on its own. */
export function each<Inputs, Attributes>({ parts, apply }: PartsContext<Inputs, Attributes>): InParts {
  const computed = parts.map(inputs => apply(inputs))
  return (computed[0] ?? []).map((_, index) => computed.flatMap(outputs => outputs[index] ?? []))
}

/** The samples do not meet but in sums: of what has no batch axis, the parts are added up. */
export function summed<Inputs, Attributes>(context: PartsContext<Inputs, Attributes>): InParts {
  return each(context).map(output => {
    const parts = output as readonly Tensor[]
    return parts.every(isOfBatch) ? parts : context.emit(addParts, { inputs: parts })
  })
}
