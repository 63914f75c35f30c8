import { each } from '../batch/parts.ts'
import { defineOp, type Emit, type NoAttributes, type Op, type Tensor } from '../define-op.ts'
import { broadcastShape } from '../shape-rules.ts'
import { sumTo } from '../reduction/reduce.ts'

const float = 'float32' as const
const image = { dtype: float, shape: ['batch', 3, 2] } as const

interface UnaryRule {
  readonly type: string
  /** TensorFlow's name for it. */
  readonly node: string
  readonly runsInBfloat16?: boolean
  /** The gradient of the input, from the output's gradient, the input and the output. */
  readonly gradient?: (emit: Emit, gradient: Tensor, input: Tensor, output: Tensor) => Tensor
}

/** An op on each number by itself. */
export function defineUnary(unary: UnaryRule): Op<{ input: Tensor }, NoAttributes> {
  const { type, node, runsInBfloat16 = false, gradient: rule } = unary
  return defineOp<{ input: Tensor }>({
    type,
    inputs: ['input'],
    infer: ({ input }) => [input],
    ...(rule && {
      gradient: ({ emit, inputs: { input }, outputs: [output], gradients: [gradient] }) =>
        gradient === undefined || output === undefined ? {} : { input: rule(emit, gradient, input, output) }
    }),
    lower: ({ graph, inputs: { input }, tensors }) => [graph.node(node, [input], { T: { type: tensors.input.dtype } })],
    ...(runsInBfloat16 && { bfloat16: { ports: ['input'] } }),
    outputLies: 'spent',
    parts: each,
    examples: [{ inputs: { input: image } }]
  })
}

interface BinaryRule {
  readonly type: string
  readonly node: string
  readonly runsInBfloat16?: boolean
  /** The output's gradient carried to each operand, in the output's shape: broadcasting is undone here. */
  readonly gradient: (
    emit: Emit,
    gradient: Tensor,
    operands: { readonly left: Tensor; readonly right: Tensor; readonly output: Tensor }
  ) => { readonly left?: Tensor; readonly right?: Tensor }
}

type Binary = Op<{ left: Tensor; right: Tensor }, NoAttributes>

/** An op on two tensors, number by number, brought to one shape as NumPy does. */
export function defineBinary({ type, node, runsInBfloat16 = false, gradient: rule }: BinaryRule): Binary {
  return defineOp<{ left: Tensor; right: Tensor }>({
    type,
    inputs: ['left', 'right'],
    infer: ({ left, right }) => [{ dtype: left.dtype, shape: broadcastShape(left.shape, right.shape) }],
    gradient({ emit, inputs: { left, right }, outputs: [output], gradients: [gradient] }) {
      if (gradient === undefined || output === undefined) return {}
      const whole = rule(emit, gradient, { left, right, output })
      return {
        ...(whole.left && { left: sumTo(emit, whole.left, left) }),
        ...(whole.right && { right: sumTo(emit, whole.right, right) })
      }
    },
    lower: ({ graph, inputs: { left, right }, tensors }) => [
      graph.node(node, [left, right], { T: { type: tensors.left.dtype } })
    ],
    ...(runsInBfloat16 && { bfloat16: { ports: ['left', 'right'] } }),
    outputLies: 'spent',
    parts: each,
    examples: [
      { inputs: { left: image, right: image } },
      { inputs: { left: image, right: { dtype: float, shape: [2] } } },
      { inputs: { left: { dtype: float, shape: [3, 1] }, right: image } }
    ]
  })
}

type Comparison = Op<{ left: Tensor; right: Tensor }, NoAttributes>

/** Compares two tensors number by number, yielding booleans. Nothing flows back. */
export function defineComparison(type: string, node: string): Comparison {
  return defineOp<{ left: Tensor; right: Tensor }>({
    type,
    inputs: ['left', 'right'],
    infer: ({ left, right }) => [{ dtype: 'bool', shape: broadcastShape(left.shape, right.shape) }],
    lower: ({ graph, inputs: { left, right }, tensors }) => [
      graph.node(node, [left, right], { T: { type: tensors.left.dtype } })
    ],
    parts: each,
    examples: [{ inputs: { left: image, right: image } }]
  })
}
