import type { HostTensor } from '../../../core/engine.ts'
import { cast } from '../../../core/ops/elementwise/cast.ts'
import { ops } from '../../../core/ops/catalogue.ts'
import type { AnyOp, OpExample, Tensor } from '../../../core/ops/define-op.ts'
import { feed } from '../../../core/ops/sources/feed.ts'
import type { Variable } from '../../../core/ops/graph-writer.ts'
import { variablesIn } from '../../../core/ops/variables/optimizer-ops.ts'
import { elementCount, type Shape, type TensorType } from '../../../core/ops/tensor.ts'
import { assignVariable, readVariable } from '../../../core/ops/variables/variable-ops.ts'
import { createBuilder } from '../../../core/program/builder.ts'
import type { EntryPoint } from '../../../core/program/program.ts'
import { lowerProgram } from '../../../core/tensorflow/lower.ts'
import { spreadNumbers, testEngine } from '../../run-tensors.ts'

const batchSize = 3

export interface OpCase {
  readonly op: AnyOp
  readonly example: OpExample
  readonly title: string
}

/** Every example of every op. */
export const cases: readonly OpCase[] = ops.flatMap(op =>
  op.examples.map((example, index) => ({ op, example, title: `${op.type} ${index + 1}` }))
)

/** How a batch of three is cut in two. */
const partLengths = [2, 1]

/** `index` tells which part it is of, where it is of one. */
export const sized = (shape: Shape, index = 0): number[] =>
  shape.map(size => (size === 'part' ? partLengths[index]! : typeof size === 'number' ? size : batchSize))

/** Ops whose inputs must keep to a range for the function to exist there. */
const positive = new Set(['log', 'sqrt', 'power'])
/** Ports that hold what can only be above 0, or that is divided by. */
const positivePorts = new Set(['variance', 'variances', 'second', 'level'])
/** Ops that change their ways beyond 1. */
const wide = new Set(['relu6', 'relu6Gradient'])

function valueOf(op: AnyOp, port: string, { dtype, shape }: TensorType, position: number, index = 0): HostTensor {
  const whole = sized(shape, index)
  const count = elementCount(whole)
  if (port === 'sizes') return { dtype, shape: whole, data: Int32Array.from(partLengths) }
  if (dtype === 'int32') return { dtype, shape: whole, data: Int32Array.from({ length: count }, (_, at) => at % 3) }
  if (dtype === 'bool') return { dtype, shape: whole, data: Uint8Array.from({ length: count }, (_, at) => at % 2) }
  const isPositive =
    positive.has(op.type) || positivePorts.has(port) || (op.type.startsWith('divide') && port === 'right')
  // Rates and the like differ from each other, all between 0 and 1.
  if (whole.length === 0 && !isPositive) return { dtype, shape: whole, data: Float32Array.of(0.2 + 0.09 * position) }
  // One operand lies beside the other's grid, so that neither is ever about as large.
  const beside = (op.type === 'maximum' || op.type === 'minimum') && port === 'right' ? 0.04 : 0
  const numbers = spreadNumbers(count, 7 + position * 5).map(
    value => value * (wide.has(op.type) ? 8 : 1) + beside + (isPositive ? 1.5 : 0)
  )
  return { dtype, shape: whole, data: numbers }
}

/** What a slot holds is above 0, and each more than the one before, as a second moment is beside its square root. */
function slotValue({ dtype, shape }: Variable, position: number): HostTensor {
  const numbers = spreadNumbers(elementCount(shape), 11 + position).map(value => 0.2 * value + 0.7 * position - 0.4)
  return { dtype, shape, data: numbers }
}

export interface Fed {
  readonly name: string
  readonly port: string
  readonly type: TensorType
  readonly value: HostTensor
}

/** Every input tensor of an example under a name; `port.index` for ports that take a list. A feed is its own. */
export function feedsOf({ op, example }: OpCase): readonly Fed[] {
  if (isFeed(op)) {
    const type = example.attributes as unknown as TensorType
    return [{ name: 'fed', port: 'fed', type, value: valueOf(op, 'fed', type, 0) }]
  }
  return Object.entries(example.inputs).flatMap(([port, types], position) =>
    (Array.isArray(types) ? (types as readonly TensorType[]) : [types as TensorType]).map((type, index) => ({
      name: Array.isArray(types) ? `${port}.${index}` : port,
      port,
      type,
      value: valueOf(op, port, type, position + index, index)
    }))
  )
}

function isFeed(op: AnyOp): boolean {
  return op === (feed as AnyOp)
}

/** The variables that an example reads or changes, with what they hold before. */
export function variablesOf({ example }: OpCase): readonly (readonly [Variable, HostTensor])[] {
  return variablesIn(example.attributes ?? {}).map((variable, position) => [
    variable,
    position === 0
      ? { dtype: variable.dtype, shape: variable.shape, data: spreadNumbers(elementCount(variable.shape), 5) }
      : slotValue(variable, position)
  ])
}

export function inputsOf(
  { inputs }: OpExample,
  tensors: Readonly<Record<string, Tensor>>
): Record<string, Tensor | Tensor[]> {
  return Object.fromEntries(
    Object.entries(inputs).map(([port, types]) => [
      port,
      Array.isArray(types) ? types.map((_, index) => tensors[`${port}.${index}`]!) : tensors[port]!
    ])
  )
}

/** How a case is built into a program: what stands between feeds and op, and what becomes of the whole. */
export interface Form {
  readonly before?: AnyOp
  change?(entry: EntryPoint): EntryPoint
}

export interface Ran {
  readonly outputs: readonly HostTensor[]
  /** As the op left them, in the order of `variablesOf`. */
  readonly variables: readonly HostTensor[]
  /** What the op says that its outputs are. */
  readonly types: readonly TensorType[]
}

/** The entry point that computes a case, as it is before lowering. */
export function entryOf(
  each: OpCase,
  before?: AnyOp
): { readonly entry: EntryPoint; readonly types: readonly TensorType[] } {
  const { op, example } = each
  const builder = createBuilder()
  const feeds: Record<string, Tensor> = {}
  const given: Record<string, Tensor> = {}
  for (const { name, type } of feedsOf(each)) {
    const fed = builder.emit(feed, {}, { dtype: type.dtype, shape: type.shape })
    feeds[name] = fed
    given[name] = before !== undefined && type.dtype === 'float32' ? builder.emit(before, { input: fed }) : fed
  }
  const { operation } = isFeed(op)
    ? feeds['fed']!
    : builder.emit(op, inputsOf(example, given), example.attributes ?? {})
  // The binding reads only numbers back; booleans come as numbers.
  const fetches = operation.outputs.map((output, at) => [
    at,
    output.dtype === 'bool' ? builder.emit(cast, { input: output }, { to: 'int32' }) : output
  ])
  const updates = operation.outputs.length === 0 ? [operation] : []
  return {
    entry: { name: 'run', feeds, fetches: Object.fromEntries(fetches) as Record<string, Tensor>, updates },
    types: operation.outputs
  }
}

/** Runs a case on the engine, its variables set before and read afterwards. */
export async function runCase(each: OpCase, { before, change = entry => entry }: Form = {}): Promise<Ran> {
  const { entry, types } = entryOf(each, before)
  const variables = variablesOf(each)
  const setter = createBuilder()
  const getter = createBuilder()
  const values = variables.map(([{ dtype, shape }]) => setter.emit(feed, {}, { dtype, shape }))
  const session = await testEngine().open(
    lowerProgram({
      variables: variables.map(([variable]) => variable),
      entryPoints: [
        {
          name: 'set',
          feeds: Object.fromEntries(values.entries()),
          fetches: {},
          updates: variables.map(
            ([variable], at) => setter.emit(assignVariable, { value: values[at]! }, { variable }).operation
          )
        },
        change(entry),
        {
          name: 'get',
          feeds: {},
          fetches: Object.fromEntries(
            variables.map(([variable], at) => [at, getter.emit(readVariable, {}, { variable })])
          ),
          updates: []
        }
      ]
    })
  )
  try {
    await session.run('set', Object.fromEntries(variables.map(([, value], at) => [at, value])))
    const outputs = await session.run('run', Object.fromEntries(feedsOf(each).map(({ name, value }) => [name, value])))
    const left = await session.run('get')
    return {
      outputs: types.map((_, at) => outputs[at]!),
      variables: variables.map((_, at) => left[at]!),
      types
    }
  } finally {
    await session.close()
  }
}
