import { assert } from '../assert.ts'
import type { AnyInputs, LayerOutput, Mode, WeightOptions } from '../layers/define-layer.ts'
import { weightSettingsOf } from '../layers/weights.ts'
import type { Measurement } from '../metrics/metric.ts'
import { concat } from '../ops/concat.ts'
import { constant } from '../ops/constant.ts'
import type { Variable } from '../ops/graph-writer.ts'
import { reshape } from '../ops/reshape.ts'
import type { DataType, Operation, Tensor } from '../ops/tensor.ts'
import { assignVariable } from '../ops/variable-ops.ts'
import type { Builder } from '../program/builder.ts'
import type { Initializer } from '../program/initializers.ts'
import { randomOf } from '../random.ts'
import type { Datasets } from './infer.ts'
import type { Network, NetworkLayer } from './network.ts'

/** A weight or a moving statistic as a variable, with how it starts. */
export interface NetworkWeight {
  readonly variable: Variable
  readonly initializer: Initializer
  readonly isTrainable: boolean
  /** L1, L2 and weight decay act on it; not on offsets, scales and statistics. */
  readonly isKernel: boolean
  /** What the learning rate is multiplied by for this weight. */
  readonly learningRateFactor: number
  /** What the sum of its absolute values, and of their squares, adds to the loss; 0 where it is no kernel. */
  readonly l1: number
  readonly l2: number
}

/** The weights of a network by key, shared by all entry points that are lowered over it; filled as layers ask for them. */
export type WeightTable = Map<string, NetworkWeight>

export interface Lowering {
  readonly builder: Builder
  readonly mode: Mode
  readonly datasets: Datasets
  readonly weights: WeightTable
  /** What a data layer feeds on: a placeholder, or rows gathered from a dataset that lies in the session. */
  feed(name: string, dtype: DataType, shape: readonly number[]): Tensor
  /** What layers outside of those that are lowered put out, by layer key and port. */
  readonly given?: ReadonlyMap<string, Readonly<Record<string, Tensor>>>
  /** Stands in for what a layer puts out in the layers that it feeds, so that none of them computes past it. */
  handOn?(output: Tensor): Tensor
  /** For what draws random numbers; needed in `train`. */
  readonly random?: { readonly seed: number; readonly step: Tensor }
}

export interface LoweredLoss {
  readonly key: string
  readonly path: string
  /** What the loss judges. */
  readonly prediction: Tensor | undefined
  /** One number a sample, its weight in it. */
  readonly loss: Tensor
  /** What else it tells of a batch. */
  readonly measurements: readonly Measurement[]
}

export interface LoweredNetwork {
  /** All that each layer returned, by layer key and name. */
  readonly tensors: ReadonlyMap<string, Readonly<Record<string, Tensor>>>
  readonly losses: readonly LoweredLoss[]
  /** Of the head that the output node delivers, whatever auxiliary heads there are; else the first. */
  readonly mainLoss: LoweredLoss | undefined
  /** Of the network's output node. */
  readonly output: { readonly logits: Tensor; readonly probabilities: Tensor } | undefined
  /** Moving statistics set for the next step; none in `predict`. */
  readonly updates: readonly Operation[]
}

/** Emits a whole network in one mode. The network has no errors. */
export function lowerNetwork(network: Pick<Network, 'layers'>, lowering: Lowering): LoweredNetwork {
  const tensors = new Map(lowering.given)
  const losses: LoweredLoss[] = []
  const updates: Operation[] = []
  let output: LoweredNetwork['output']
  for (const layer of network.layers) {
    const inputs = inputsOf(layer, tensors)
    const built = named(buildLayer(layer, inputs, lowering, updates))
    tensors.set(layer.key, lowering.handOn === undefined ? built : mapped(built, lowering.handOn))
    const { loss, logits, probabilities } = built
    if (layer.layer.family === 'loss' && loss !== undefined) {
      const prediction = inputs['prediction'] as Tensor | undefined
      const measurements = layer.layer.metrics?.(inputs, layer.parameters, lowering.builder.at(layer.path)) ?? []
      losses.push({ key: layer.key, path: layer.path, prediction, loss, measurements })
    }
    if (layer.layer.family === 'output' && logits !== undefined && probabilities !== undefined) {
      output ??= { logits, probabilities }
    }
  }
  const mainLoss = losses.find(({ prediction }) => prediction === output?.logits) ?? losses[0]
  return { tensors, losses, mainLoss, output, updates }
}

function buildLayer(
  { key, path, layer, parameters }: NetworkLayer,
  inputs: AnyInputs<Tensor>,
  { builder, mode, datasets, weights, feed, random }: Lowering,
  updates: Operation[]
): LayerOutput {
  const emit = builder.at(path)
  const settings = weightSettingsOf(parameters)
  const weight = (
    name: string,
    shape: readonly number[],
    initializer: Initializer,
    { trainable, isKernel }: Required<WeightOptions>
  ): Variable => {
    const weightKey = `${key}/${name}`
    const known = weights.get(weightKey)?.variable
    if (known !== undefined) return known
    const variable: Variable = { key: weightKey, path: `${path}/${name}`, dtype: 'float32', shape }
    weights.set(weightKey, {
      variable,
      initializer,
      isTrainable: trainable && settings.trainable,
      isKernel,
      learningRateFactor: settings.learningRateFactor,
      l1: isKernel ? settings.l1 : 0,
      l2: isKernel ? settings.l2 : 0
    })
    return variable
  }
  return layer.build(inputs, parameters, {
    mode,
    op: emit,
    feed,
    dataset: id => (Object.hasOwn(datasets, id) ? datasets[id] : undefined),
    weight: (name, shape, initializer, { trainable = true, isKernel = shape.length > 1 } = {}) =>
      builder.read(weight(name, shape, initializer, { trainable, isKernel })),
    statistic(name, shape, initializer) {
      const variable = weight(name, shape, initializer, { trainable: false, isKernel: false })
      return {
        value: builder.read(variable),
        update(value) {
          updates.push(emit(assignVariable, { value }, { variable }).operation)
        }
      }
    },
    randomKey(purpose) {
      assert(random !== undefined, `${path} draws random numbers where there is no step.`)
      const first = randomOf(random.seed, `${key}/${purpose}`).next() | 0
      const own = emit(constant, {}, { dtype: 'int32', shape: [1], values: [first] })
      return emit(concat, { inputs: [own, emit(reshape, { input: random.step }, { shape: [1] })] }, { axis: 0 })
    }
  })
}

function inputsOf(
  { layer, inputs, path }: NetworkLayer,
  tensors: ReadonlyMap<string, Readonly<Record<string, Tensor>>>
): AnyInputs<Tensor> {
  return Object.fromEntries(
    Object.entries(layer.inputs).map(([port, { many }]) => {
      const sources = (inputs[port] ?? []).map(source => {
        const tensor = tensors.get(source.key)?.[source.port]
        assert(tensor !== undefined, `${path} is lowered before what feeds it.`)
        return tensor
      })
      return [port, many === true ? sources : sources[0]]
    })
  )
}

function mapped(
  tensors: Readonly<Record<string, Tensor>>,
  change: (tensor: Tensor) => Tensor
): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, change(tensor)]))
}

function named(output: LayerOutput): Readonly<Record<string, Tensor>> {
  return 'operation' in output && 'index' in output ? { output: output as Tensor } : output
}
