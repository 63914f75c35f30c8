import type { AnyInputs, AnyLayer, DatasetFacts, LayerOutput, LayerScope } from '../layers/define-layer.ts'
import { weightSettingsOf } from '../layers/weights.ts'
import type { Emit, Operation, Tensor } from '../ops/define-op.ts'
import { feed } from '../ops/sources/feed.ts'
import {
  batch,
  bytesPerNumber,
  elementCount,
  mostBytes,
  mostNumbers,
  sampleShape,
  type DataType,
  type Shape,
  type TensorType
} from '../ops/tensor.ts'
import { numberText } from '../number-text.ts'
import { defineProblem } from '../problem.ts'
import { createBuilder } from '../program/builder.ts'
import type { LayerFacts, WeightFact } from './network.ts'

/** What a layer is and costs on inputs of these types, whatever network it stands in. */
export interface BuiltLayer {
  /** Types of everything that its `build` returns, by name. */
  readonly types: Readonly<Record<string, TensorType>>
  readonly facts: Omit<LayerFacts, 'receptiveField'>
  /** Numbers of the largest tensor that it computes for a sample, and of the largest weight. */
  readonly largestTensor: number
  readonly largestWeight: number
}

export const tooManyNumbers = defineProblem<{ readonly count: number }>('network/too-large', 'error', ({ count }) => ({
  message: `For one sample this layer makes a tensor of ${numberText(count)} numbers; at most ${numberText(mostNumbers)} can be computed.`,
  fix: 'Make its input smaller by a stride, by pooling or by smaller images, or give it fewer filters or units.'
}))

/** A weight is read out in one piece to be saved. */
export const mostWeightNumbers = mostBytes / bytesPerNumber.float32

export const weightTooLarge = defineProblem<{ readonly count: number }>(
  'network/weight-too-large',
  'error',
  ({ count }) => ({
    message: `A weight of this layer has ${numberText(count)} numbers; at most ${numberText(mostWeightNumbers)} can be saved.`,
    fix: 'Make its input smaller, for example by pooling or a global average before it, or give it fewer units.'
  })
)

export type InputTypes = AnyInputs<TensorType>
type Datasets = (id: string) => DatasetFacts | undefined

/** Editing one layer of a deep network builds that layer alone: the others are found here by what they depend on. */
const known = new Map<string, BuiltLayer>()
const knownLimit = 20_000

export function buildAlone(
  layer: AnyLayer,
  parameters: Readonly<Record<string, unknown>>,
  inputs: InputTypes,
  datasets: Datasets
): BuiltLayer {
  const key = keyOf(layer, parameters, inputs, datasets)
  const found = known.get(key)
  if (found !== undefined) return found
  const built = build(layer, parameters, inputs, datasets)
  if (known.size >= knownLimit) known.clear()
  known.set(key, built)
  return built
}

function keyOf(
  layer: AnyLayer,
  parameters: Readonly<Record<string, unknown>>,
  inputs: InputTypes,
  datasets: Datasets
): string {
  let key = `${layer.type} ${numberOf(parameters)}`
  for (const input of Object.values(inputs)) {
    key += ' |'
    if (isList(input)) for (const type of input) key += typeKey(type)
    else if (input !== undefined) key += typeKey(input)
  }
  for (const name of referencesOf(layer)) key += JSON.stringify(datasets(String(parameters[name])))
  return key
}

/** Values are told apart by the object that holds them: `knownParameters` gives the same values the same one. */
const numbers = new WeakMap<object, number>()
let count = 0

function numberOf(parameters: Readonly<Record<string, unknown>>): number {
  const found = numbers.get(parameters)
  if (found !== undefined) return found
  count += 1
  numbers.set(parameters, count)
  return count
}

const references = new WeakMap<AnyLayer, readonly string[]>()

/** The parameters that name a dataset. */
function referencesOf(layer: AnyLayer): readonly string[] {
  const found = references.get(layer)
  if (found !== undefined) return found
  const names = Object.entries(layer.parameters).flatMap(([name, parameter]) =>
    parameter.kind === 'text' && parameter.reference === 'dataset' ? [name] : []
  )
  references.set(layer, names)
  return names
}

function typeKey({ dtype, shape, role = '' }: TensorType): string {
  return ` ${dtype} ${shape.join()} ${role}`
}

function isList<Value>(input: Value | readonly Value[] | undefined): input is readonly Value[] {
  return Array.isArray(input)
}

function build(
  layer: AnyLayer,
  parameters: Readonly<Record<string, unknown>>,
  inputs: InputTypes,
  datasets: Datasets
): BuiltLayer {
  const builder = createBuilder()
  const placeholder = ({ dtype, shape, role }: TensorType): Tensor => builder.emit(feed, {}, { dtype, shape, role })
  const tensors = Object.entries(inputs).map(([port, input]) => [
    port,
    input === undefined ? undefined : isList(input) ? input.map(placeholder) : placeholder(input)
  ])
  const first = builder.operations.length
  const weights: WeightFact[] = []
  const { trainable } = weightSettingsOf(parameters)
  const scope = factsScope(builder.emit, weights, datasets, trainable)
  const output = layer.build(Object.fromEntries(tensors), parameters, scope)
  const operations = builder.operations.slice(first)
  const types = typesOf(output)
  const count = (facts: readonly WeightFact[]): number => facts.reduce((sum, { shape }) => sum + elementCount(shape), 0)
  return {
    types,
    largestTensor: largestOf(operations.flatMap(({ outputs }) => outputs)),
    largestWeight: largestOf(weights),
    facts: {
      outputs: Object.fromEntries(Object.entries(types).map(([name, type]) => [name, sampleShape(type)])),
      weights,
      parameters: count(weights),
      trainableParameters: count(weights.filter(weight => weight.isTrainable)),
      macs: operations.reduce((sum, operation) => sum + macsOf(operation), 0),
      activationBytes: operations.reduce((sum, operation) => sum + bytesOf(operation), 0),
      arithmetic: layer.arithmetic?.(inputs, parameters)
    }
  }
}

function largestOf(tensors: readonly { readonly shape: Shape }[]): number {
  return tensors.reduce((most, { shape }) => Math.max(most, elementCount(shape)), 0)
}

/** A layer's scope in `train`, the mode that computes and keeps the most. */
function factsScope(emit: Emit, weights: WeightFact[], dataset: Datasets, isLayerTrainable: boolean): LayerScope {
  const placeholder = (shape: Shape, dtype: DataType = 'float32'): Tensor => emit(feed, {}, { dtype, shape })
  return {
    mode: 'train',
    op: emit,
    dataset,
    weight(name, shape, _, { trainable = true } = {}) {
      weights.push({ name, shape, isTrainable: trainable && isLayerTrainable })
      return placeholder(shape)
    },
    statistic(name, shape) {
      weights.push({ name, shape, isTrainable: false })
      return { value: placeholder(shape), update: () => undefined }
    },
    feed: (_, { dtype, shape, role }) => emit(feed, {}, { dtype, shape: [batch, ...shape], role }),
    noise: (_, shape) => placeholder([batch, ...shape]),
    randomKey: () => placeholder([2], 'int32')
  }
}

function typesOf(output: LayerOutput): Readonly<Record<string, TensorType>> {
  const tensors = isTensor(output) ? { output } : output
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape, role }]) => [name, { dtype, shape, role }])
  )
}

function isTensor(output: LayerOutput): output is Tensor {
  return 'operation' in output && 'index' in output
}

function macsOf({ op, inputs, attributes, outputs }: Operation): number {
  return op.macs?.(inputs as Parameters<typeof op.infer>[0], attributes, outputs) ?? 0
}

/** Reshaping gives the same bytes another shape; what has no batch axis is not kept for each sample. */
function bytesOf({ op, outputs }: Operation): number {
  if (op.outputLies === 'input') return 0
  const samples = outputs.filter(output => output.shape[0] === batch)
  return samples.reduce((sum, { dtype, shape }) => sum + elementCount(shape) * bytesPerNumber[dtype], 0)
}
