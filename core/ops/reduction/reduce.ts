import { each, summed } from '../batch/parts.ts'
import { defineOp, type Emit, type NoAttributes, type Op, type OpAttributes, type Tensor } from '../define-op.ts'
import { isSameShape, reducedShape } from '../shape-rules.ts'
import { reshape } from '../shape/reshape.ts'
import { shapeAtRunTime, sizesAtRunTime } from '../run-time-shape.ts'
import type { Shape } from '../tensor.ts'

export interface ReduceAttributes extends OpAttributes {
  readonly axes: readonly number[]
  readonly keepAxes: boolean
}

const float = 'float32' as const
const image = { dtype: float, shape: ['batch', 3, 4, 2] } as const
const examples = [
  { inputs: { input: image }, attributes: { axes: [1, 2], keepAxes: false } },
  { inputs: { input: image }, attributes: { axes: [0, 3], keepAxes: true } }
]

/** Sum over some axes. */
export const sum: Op<{ input: Tensor }, ReduceAttributes> = defineOp({
  type: 'sum',
  inputs: ['input'],
  infer: ({ input }, { axes, keepAxes }) => [{ dtype: input.dtype, shape: reducedShape(input.shape, axes, keepAxes) }],
  gradient: ({ emit, inputs: { input }, attributes: { axes }, gradients: [gradient] }) =>
    gradient === undefined ? {} : { input: spread(emit, gradient, input, axes) },
  lower: ({ graph, inputs: { input }, tensors, attributes: { axes, keepAxes } }) => [
    graph.node('Sum', [input, graph.constant('int32', [axes.length], axes)], {
      T: { type: tensors.input.dtype },
      Tidx: { type: 'int32' },
      keep_dims: { bool: keepAxes }
    })
  ],
  parts: summed,
  examples
})

/** How many numbers of `like` lie along `axes`, counted at run time, as one float32. */
export const countAlong = defineOp<{ like: Tensor }, { axes: readonly number[] }>({
  type: 'countAlong',
  inputs: ['like'],
  infer: () => [{ dtype: float, shape: [] }],
  lower({ graph, inputs: { like }, tensors, attributes: { axes } }) {
    const fixed = axes.map(axis => tensors.like.shape[axis])
    if (fixed.every(size => typeof size === 'number')) {
      return [graph.constant(float, [], [fixed.reduce<number>((product, size) => product * Number(size), 1)])]
    }
    const sizes = sizesAtRunTime(graph, { output: like, dtype: tensors.like.dtype }, axes)
    const product = graph.node('Prod', [sizes, graph.constant('int32', [1], [0])], {
      T: { type: 'int32' },
      Tidx: { type: 'int32' },
      keep_dims: { bool: false }
    })
    return [graph.node('Cast', [product], { SrcT: { type: 'int32' }, DstT: { type: float } })]
  },
  shapePorts: ['like'],
  parts: context =>
    context.attributes.axes.includes(0)
      ? summed(context)
      : [context.apply(context.parts[0] as { like: Tensor })[0] as Tensor],
  examples: [
    { inputs: { like: image }, attributes: { axes: [0, 1, 2] } },
    { inputs: { like: image }, attributes: { axes: [1, 2] } }
  ]
})

/** Repeats a tensor to the shape that `like` has at run time; as NumPy, from the last axis. */
export const broadcastTo: Op<{ input: Tensor; like: Tensor }, NoAttributes> = defineOp({
  type: 'broadcastTo',
  inputs: ['input', 'like'],
  infer: ({ input, like }) => [{ dtype: input.dtype, shape: like.shape }],
  gradient: ({ emit, inputs: { input }, gradients: [gradient] }) =>
    gradient === undefined ? {} : { input: sumTo(emit, gradient, input) },
  lower: ({ graph, inputs: { input, like }, tensors }) => [
    graph.node('BroadcastTo', [input, shapeAtRunTime(graph, { output: like, dtype: tensors.like.dtype })], {
      T: { type: tensors.input.dtype },
      Tidx: { type: 'int32' }
    })
  ],
  shapePorts: ['like'],
  parts: each,
  examples: [{ inputs: { input: { dtype: float, shape: ['batch', 1, 1, 2] }, like: image } }]
})

/** A reduction's gradient handed to every number that went into it. */
export function spread(emit: Emit, gradient: Tensor, input: Tensor, axes: readonly number[]): Tensor {
  const shape = reducedShape(input.shape, axes, true)
  return emit(broadcastTo, { input: reshapeTo(emit, gradient, shape), like: input })
}

/** Undoes broadcasting: sums over the axes along which `like` was repeated. */
export function sumTo(emit: Emit, tensor: Tensor, like: Tensor): Tensor {
  if (isSameShape(tensor.shape, like.shape)) return tensor
  const offset = tensor.shape.length - like.shape.length
  const axes = tensor.shape.flatMap((size, axis) => {
    const before = axis < offset ? undefined : like.shape[axis - offset]
    return before === undefined || (before === 1 && size !== 1) ? [axis] : []
  })
  const summed = emit(sum, { input: tensor }, { axes, keepAxes: true })
  return reshapeTo(emit, summed, like.shape)
}

function reshapeTo(emit: Emit, tensor: Tensor, shape: Shape): Tensor {
  return isSameShape(tensor.shape, shape) ? tensor : emit(reshape, { input: tensor }, { shape })
}
