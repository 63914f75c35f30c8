import type { Engine, HostTensor, Session } from '../../../core/engine.ts'
import type { LayerScope } from '../../../core/layers/define-layer.ts'
import type { MetricValues, Sums } from '../../../core/metrics/metric.ts'
import { multiply } from '../../../core/ops/elementwise/arithmetic.ts'
import { feed } from '../../../core/ops/sources/feed.ts'
import { sum } from '../../../core/ops/reduction/reduce.ts'
import type { Tensor } from '../../../core/ops/define-op.ts'
import { batch, elementCount, type DataType, type Shape, type TensorType } from '../../../core/ops/tensor.ts'
import { createBuilder } from '../../../core/program/builder.ts'
import { gradients } from '../../../core/program/gradients.ts'
import type { Program } from '../../../core/program/program.ts'
import { lowerProgram } from '../../../core/tensorflow/lower.ts'
import { combineSums, sumsOf } from '../../../core/model/measure.ts'
import { bytes, inputList, labels, numbers, samples, weightNumbers, type Case } from './cases.ts'

export interface CaseProgram {
  readonly program: Program
  readonly feeds: Readonly<Record<string, HostTensor>>
  readonly outputShape: Shape
}

/** The layer alone on numbers that are fed: its output, a sum of it with given shares, and what that sum changes by. */
export function programOf(each: Case): CaseProgram {
  const builder = createBuilder()
  const placeholders: Record<string, Tensor> = {}
  const feeds: Record<string, HostTensor> = {}
  const fetches: Record<string, Tensor> = {}

  function placeholder(name: string, dtype: DataType, shape: Shape, data: HostTensor['data'], role?: string): Tensor {
    const tensor = builder.emit(feed, {}, { dtype, shape, role })
    placeholders[name] = tensor
    feeds[name] = { dtype, shape: shape.map(size => (typeof size === 'number' ? size : samples)), data }
    return tensor
  }

  const tensors = inputList(each).map((type, index) =>
    placeholder(`input${index}`, type.dtype, type.shape, inputNumbers(each, index), type.role)
  )
  let next = 0
  const inputs = Object.fromEntries(
    Object.entries(each.inputs).map(([port, types]) => [
      port,
      Array.isArray(types) ? (types as readonly TensorType[]).map(() => tensors[next++]!) : tensors[next++]!
    ])
  )
  const saltOf = (name: string): number => 11 + each.weights.findIndex(weight => weight.name === name)
  const weight = (name: string, shape: readonly number[]): Tensor =>
    placeholder(`weight/${name}`, 'float32', shape, weightNumbers(name, saltOf(name), elementCount(shape)))
  const trained: string[] = []
  const scope: LayerScope = {
    mode: each.mode,
    op: builder.emit,
    weight(name, shape) {
      trained.push(name)
      return weight(name, shape)
    },
    statistic: (name, shape) => ({
      value: weight(name, shape),
      update(value) {
        fetches[`statistic/${name}`] = value
      }
    }),
    feed: (name, { dtype, shape, role }) =>
      placeholder(
        name,
        dtype,
        [batch, ...shape],
        dtype === 'uint8' ? bytes(samples * elementCount(shape)) : new Int32Array(samples),
        role
      ),
    noise: (_, shape) => placeholder('noise', 'float32', [batch, ...shape], numbers(1, samples * elementCount(shape))),
    randomKey: () => placeholder('key', 'int32', [2], Int32Array.of(17, 4)),
    dataset: each.dataset
  }
  const built = each.layer.build(inputs, each.parameters, scope)
  const output = outputOf(built)
  const upstream = placeholder('upstream', 'float32', output.shape, numbers(31, samples * elementCount(output.shape)))
  const product = builder.emit(multiply, { left: output, right: upstream })
  const scalar = builder.emit(sum, { input: product }, { axes: product.shape.map((_, axis) => axis), keepAxes: false })
  const sources = Object.entries(placeholders).filter(
    ([name, { dtype }]) =>
      dtype === 'float32' && (name.startsWith('input') || trained.some(each => name === `weight/${each}`))
  )
  gradients(
    builder,
    scalar,
    sources.map(([, tensor]) => tensor)
  ).forEach((gradient, index) => {
    if (gradient !== undefined) fetches[`gradient/${sources[index]![0]}`] = gradient
  })
  Object.assign(fetches, { output, scalar })
  // An unread placeholder, such as a label beside its image, is not part of the entry point.
  const read = { ...placeholders }
  if ('label' in read) delete read['label']
  return {
    program: { variables: [], entryPoints: [{ name: 'run', feeds: read, fetches, updates: [] }] },
    feeds: Object.fromEntries(Object.keys(read).map(name => [name, feeds[name]!])),
    outputShape: output.shape
  }
}

/** What is fed to the nth input: classes or numbers, of all samples. */
function inputNumbers(each: Case, index: number): Int32Array | Float32Array {
  const inputs = inputList(each)
  const { dtype, shape } = inputs[index]!
  const count = samples * elementCount(shape)
  return dtype === 'int32' ? labels(Math.max(2, Number(inputs[0]!.shape.at(-1))), count) : numbers(1 + index, count)
}

/** A loss's own metrics over all samples, in batches of two and one. */
export async function measureCase(each: Case, engine: Engine): Promise<MetricValues> {
  const builder = createBuilder()
  const ports = Object.entries(each.inputs) as (readonly [string, TensorType])[]
  const feeds = Object.fromEntries(ports.map(([port, type]) => [port, builder.emit(feed, {}, { ...type })]))
  const measurements = each.layer.metrics?.(feeds, each.parameters, builder.emit) ?? []
  const fetches = Object.assign({}, ...measurements.map(({ totals }) => totals)) as Record<string, Tensor>
  const entryPoints = [{ name: 'measure', feeds, fetches, updates: [] }]
  const session = await engine.open(lowerProgram({ variables: [], entryPoints }))
  try {
    let sums: Sums = {}
    for (const [from, to] of [
      [0, 2],
      [2, 3]
    ] as const) {
      const batches = ports.map(([port, { dtype, shape }], index): readonly [string, HostTensor] => {
        const size = elementCount(shape)
        const data = inputNumbers(each, index).slice(from * size, to * size)
        return [port, { dtype, shape: [to - from, ...shape.slice(1).map(Number)], data }]
      })
      sums = combineSums(sums, sumsOf(await session.run('measure', Object.fromEntries(batches))))
    }
    return Object.fromEntries(measurements.map(({ metric }) => [metric.name, metric.valueOf(sums, samples)]))
  } finally {
    await session.close()
  }
}

/** The output that Keras has too. */
function outputOf(built: Tensor | Record<string, Tensor>): Tensor {
  if ('operation' in built) return built as Tensor
  const { image, loss, probabilities } = built
  return (image ?? loss ?? probabilities)!
}

export async function runProgram(
  session: Session,
  feeds: CaseProgram['feeds']
): Promise<Readonly<Record<string, readonly number[]>>> {
  const results = await session.run('run', feeds)
  return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, Array.from(data as Float32Array)]))
}
