import {
  elu,
  eluGradient,
  leakyRelu,
  leakyReluGradient,
  relu6,
  relu6Gradient,
  selu,
  seluGradient
} from '../ops/activations.ts'
import { add, maximum, multiply, subtract } from '../ops/arithmetic.ts'
import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from '../ops/pooling.ts'
import { batchNormalize, batchNormalizeGradient } from '../ops/batch-normalize.ts'
import { biasAdd, biasAddGradient } from '../ops/bias-add.ts'
import { cast } from '../ops/cast.ts'
import { concat } from '../ops/concat.ts'
import { conv2d, conv2dFilterGradient, conv2dInputGradient } from '../ops/conv2d.ts'
import { conv2dTranspose } from '../ops/conv2d-transpose.ts'
import type { AnyOp, Op, OpAttributes, OpInputs } from '../ops/define-op.ts'
import {
  depthwiseConv2d,
  depthwiseConv2dFilterGradient,
  depthwiseConv2dInputGradient
} from '../ops/depthwise-conv2d.ts'
import { matMul } from '../ops/mat-mul.ts'
import { pad, slice } from '../ops/pad-and-slice.ts'
import { reshape } from '../ops/reshape.ts'
import type { Operation, Tensor } from '../ops/tensor.ts'
import { relu, reluGradient } from '../ops/unary.ts'
import type { EntryPoint } from './program.ts'
import { reachable } from './reachable.ts'

/** The number format of activations and products; weights, statistics, softmax and loss are float32 in both. */
export const precisions = ['float32', 'mixedBfloat16'] as const
export type Precision = (typeof precisions)[number]

interface Rule {
  /** Ports that take bfloat16; the others keep their type. */
  readonly ports: readonly string[]
  /** A product always runs in bfloat16, everything else only where it receives some. */
  readonly isProduct?: boolean
  /** Left out: with any attributes. */
  readonly when?: (attributes: OpAttributes) => boolean
}

function rule<Inputs extends OpInputs, Attributes extends OpAttributes>(
  op: Op<Inputs, Attributes>,
  ports: readonly (keyof Inputs & string)[],
  more: Omit<Rule, 'ports'> = {}
): readonly [AnyOp, Rule] {
  return [op, { ports, ...more }]
}

const product = { isProduct: true }

/** What has a kernel in bfloat16 that pays; its first output then is bfloat16, any other stays float32. */
const rules: ReadonlyMap<AnyOp, Rule> = new Map([
  rule(conv2d, ['input', 'filter'], product),
  rule(conv2dInputGradient, ['filter', 'gradient'], product),
  rule(conv2dFilterGradient, ['input', 'gradient'], product),
  rule(matMul, ['left', 'right'], product),
  rule(conv2dTranspose, ['input', 'filter'], product),
  rule(depthwiseConv2d, ['input', 'filter'], product),
  rule(depthwiseConv2dInputGradient, ['filter', 'gradient'], product),
  rule(depthwiseConv2dFilterGradient, ['input', 'gradient'], product),
  rule(biasAdd, ['input', 'bias']),
  rule(biasAddGradient, ['gradient']),
  rule(relu, ['input']),
  rule(reluGradient, ['gradient', 'output']),
  rule(relu6, ['input']),
  rule(relu6Gradient, ['gradient', 'value']),
  rule(leakyRelu, ['input']),
  rule(leakyReluGradient, ['gradient', 'input']),
  rule(elu, ['input']),
  rule(eluGradient, ['gradient', 'value']),
  rule(selu, ['input']),
  rule(seluGradient, ['gradient', 'value']),
  rule(maxPool, ['input']),
  rule(maxPoolGradient, ['input', 'output', 'gradient']),
  rule(averagePool, ['input']),
  rule(averagePoolGradient, ['gradient']),
  rule(batchNormalize, ['input']),
  rule(batchNormalizeGradient, ['gradient', 'input']),
  rule(add, ['left', 'right']),
  rule(subtract, ['left', 'right']),
  rule(multiply, ['left', 'right']),
  rule(maximum, ['left', 'right']),
  rule(concat, ['inputs']),
  rule(slice, ['input']),
  // A border of another value is a number that its kernel wants in bfloat16 too.
  rule(pad, ['input'], { when: ({ value }) => value === 0 }),
  rule(reshape, ['input'])
])

/** By convention a port that is there for its shape alone. */
const shapePort = 'like'

/**
 * The same entry point with its products and the activations between them in bfloat16 (Micikevicius et al., "Mixed
 * precision training", 2018; bfloat16 needs no loss scaling). Casts are put in where a type changes; every feed, fetch
 * and update keeps its type, and so does every weight. What is computed under a path of `exact`, such as a loss, stays
 * in float32 too.
 */
export function mixedPrecision(entry: EntryPoint, exact: ReadonlySet<string> = new Set()): EntryPoint {
  const forms = new Map<Tensor, Tensor>()
  const casts = new Map<Tensor, Tensor>()
  const made = new Map<Operation, Operation>()
  let count = 0

  function make(from: Pick<Operation, 'op' | 'inputs' | 'attributes' | 'scope'>, types: readonly Tensor[]): Operation {
    const outputs: Tensor[] = []
    const { op, inputs, attributes, scope } = from
    const operation: Operation = { id: count++, op, inputs, attributes, scope, outputs }
    types.forEach(({ dtype, shape }, index) => outputs.push({ operation, index, dtype, shape }))
    return operation
  }

  /** The tensor's form here, whichever type it has. */
  function formOf(tensor: Tensor): Tensor {
    const form = forms.get(tensor)
    if (form === undefined) throw new Error(`${tensor.operation.op.type} is used before it is computed.`)
    return form
  }

  function as(to: 'float32' | 'bfloat16', tensor: Tensor): Tensor {
    const form = formOf(tensor)
    if (form.dtype === to || (form.dtype !== 'float32' && form.dtype !== 'bfloat16')) return form
    const known = casts.get(form)
    if (known !== undefined) return known
    const attributes = { to }
    const inputs = { input: form }
    const { scope } = form.operation
    const operation = make({ op: cast, inputs, attributes, scope }, [{ ...form, dtype: to }])
    const [output] = operation.outputs
    casts.set(form, output as Tensor)
    return output as Tensor
  }

  for (const operation of reachable(entry)) {
    const found = rules.get(operation.op)
    const tensorsOf = (port: string): readonly Tensor[] => [operation.inputs[port] ?? []].flat()
    const receives = (port: string): boolean => tensorsOf(port).some(tensor => formOf(tensor).dtype === 'bfloat16')
    const isHalved =
      found !== undefined &&
      !exact.has(operation.scope) &&
      operation.outputs[0]?.dtype === 'float32' &&
      (found.when?.(operation.attributes) ?? true) &&
      (found.isProduct === true || found.ports.some(receives))
    const halved = isHalved ? found : undefined
    const taken = (port: string, tensor: Tensor): Tensor => {
      if (port === shapePort) return formOf(tensor)
      return as(halved?.ports.includes(port) === true ? 'bfloat16' : 'float32', tensor)
    }
    const inputs = Object.entries(operation.inputs).map(([port, given]) => [
      port,
      Array.isArray(given)
        ? (given as readonly Tensor[]).map(tensor => taken(port, tensor))
        : taken(port, given as Tensor)
    ])
    const types = operation.outputs.map((output, index): Tensor =>
      halved !== undefined && index === 0 ? { ...output, dtype: 'bfloat16' } : output
    )
    const next = make({ ...operation, inputs: Object.fromEntries(inputs) as Operation['inputs'] }, types)
    made.set(operation, next)
    operation.outputs.forEach((output, index) => forms.set(output, next.outputs[index] as Tensor))
  }

  const fetched = Object.entries(entry.fetches).map(([name, tensor]) => [name, as('float32', tensor)] as const)
  const fed = Object.entries(entry.feeds).map(([name, tensor]) => [name, forms.get(tensor) ?? tensor] as const)
  return {
    name: entry.name,
    feeds: Object.fromEntries(fed),
    fetches: Object.fromEntries(fetched),
    updates: entry.updates.map(update => made.get(update) ?? update)
  }
}
