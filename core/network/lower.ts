import { assert } from '../assert.ts'
import {
  readsDataset,
  type AnyInputs,
  type FeedType,
  type LayerOutput,
  type Mode,
  type WeightOptions
} from '../layers/define-layer.ts'
import { weightSettingsOf } from '../layers/weights.ts'
import type { Measurement } from '../metrics/metric.ts'
import { add, multiply } from '../ops/elementwise/arithmetic.ts'
import { concat } from '../ops/shape/concat.ts'
import { constant, scalar } from '../ops/sources/constant.ts'
import type { Variable } from '../ops/graph-writer.ts'
import { randomNormalLike, randomUniformLike } from '../ops/sources/random.ts'
import { reshape } from '../ops/shape/reshape.ts'
import type { Operation, Tensor } from '../ops/define-op.ts'
import { assignVariable } from '../ops/variables/variable-ops.ts'
import type { Builder } from '../program/builder.ts'
import type { Initializer } from '../program/initializers.ts'
import { randomOf } from '../random.ts'
import type { Datasets } from './infer.ts'
import type { Network, NetworkLayer } from './network.ts'
import { targetRole } from './port-roles.ts'

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

/** The key of the layer that a weight or a statistic belongs to. */
export function layerKeyOf({ key }: Variable): string {
  return key.replace(/\/[^/]*$/, '')
}

/** The weights of a network by key, shared by all entry points that are lowered over it; filled as layers ask for them. */
export type WeightTable = Map<string, NetworkWeight>

export interface Lowering {
  readonly builder: Builder
  readonly mode: Mode
  readonly datasets: Datasets
  readonly weights: WeightTable
  /** What a data layer feeds on: a placeholder, or rows gathered from a dataset that lies in the session. */
  feed(name: string, type: FeedType): Tensor
  /** What layers outside of those that are lowered put out, by layer key and port. */
  readonly given?: ReadonlyMap<string, Readonly<Record<string, Tensor>>>
  /** Stands in for what a layer puts out in the layers that it feeds, so that none of them computes past it. */
  handOn?(output: Tensor): Tensor
  /** The source of random numbers; needed in `train`. Noise is fed where it is left out. */
  readonly random?: { readonly seed: number; readonly step: Tensor }
}

export interface LoweredLoss {
  readonly key: string
  readonly path: string
  /** What the loss judges. */
  readonly predictions: readonly Tensor[]
  /** One number a sample, its weight in it. */
  readonly loss: Tensor
  /** What else it tells of a batch. */
  readonly measurements: readonly Measurement[]
}

export interface LoweredNetwork {
  /** All that each layer returned, by layer key and name. */
  readonly tensors: ReadonlyMap<string, Readonly<Record<string, Tensor>>>
  readonly losses: readonly LoweredLoss[]
  /** The loss of the head that the output node delivers, whatever auxiliary heads there are; else the only loss. */
  readonly mainLoss: LoweredLoss | undefined
  /** The values of the network's output node. */
  readonly output: { readonly logits: Tensor; readonly probabilities: Tensor } | undefined
  /** Moving statistics set for the next step; none in `predict`. */
  readonly updates: readonly Operation[]
}

/** Emits a whole network in one mode. The network has no errors. */
export function lowerNetwork({ layers }: Pick<Network, 'layers'>, lowering: Lowering): LoweredNetwork {
  const tensors = new Map(lowering.given)
  const losses: LoweredLoss[] = []
  const statistics: Statistics = new Map()
  const fed: Tensor[] = []
  const byKey = new Map(layers.map(layer => [layer.key, layer]))
  let output: LoweredNetwork['output']
  // Noise is drawn for as many samples as the data bring, so those come first.
  const [data, others] = [layers.filter(isFed), layers.filter(each => !isFed(each))]
  for (const layer of [...data, ...others]) {
    const inputs = inputsOf(layer, tensors)
    const owner = byKey.get(layer.weightsKey) ?? layer
    const built = named(buildLayer(layer, inputs, lowering, { owner, statistics, fed }))
    tensors.set(layer.key, lowering.handOn === undefined ? built : mapped(built, lowering.handOn))
    const { loss, logits, probabilities } = built
    if (layer.layer.family === 'loss' && loss !== undefined) {
      const measurements = layer.layer.metrics?.(inputs, layer.parameters, lowering.builder.at(layer.path)) ?? []
      const judged = Object.entries(layer.layer.inputs).filter(([, port]) => targetRole(port) === undefined)
      const predictions = judged.flatMap(([port]) => inputs[port] ?? [])
      losses.push({ key: layer.key, path: layer.path, predictions, loss, measurements })
    }
    if (layer.layer.family === 'output' && logits !== undefined && probabilities !== undefined) {
      output ??= { logits, probabilities }
    }
  }
  const alone = losses.length === 1 ? losses[0] : undefined
  const mainLoss = losses.find(({ predictions }) => predictions.some(each => each === output?.logits)) ?? alone
  const updates = [...statistics.values()].map(({ set }) => set())
  return { tensors, losses, mainLoss, output, updates }
}

/** What sets each moving statistic for the next step, by its key, with the value that it is set to. */
type Statistics = Map<string, { readonly value: Tensor; set(): Operation }>

interface Around {
  /** The layer whose weights it uses: itself, unless it shares them. */
  readonly owner: NetworkLayer
  readonly statistics: Statistics
  /** What was fed so far: it says how many samples there are. */
  readonly fed: Tensor[]
}

function isFed({ layer }: NetworkLayer): boolean {
  return readsDataset(layer)
}

function buildLayer(
  { key, path, weightsKey, layer, parameters }: NetworkLayer,
  inputs: AnyInputs<Tensor>,
  { builder, mode, datasets, weights, random, ...lowering }: Lowering,
  { owner, statistics, fed }: Around
): LayerOutput {
  const emit = builder.at(path)
  const settings = weightSettingsOf(parameters)
  const weight = (
    name: string,
    shape: readonly number[],
    initializer: Initializer,
    { trainable, isKernel }: Required<WeightOptions>
  ): Variable => {
    const weightKey = `${weightsKey}/${name}`
    const known = weights.get(weightKey)?.variable
    if (known !== undefined) return known
    const variable: Variable = { key: weightKey, path: `${owner.path}/${name}`, dtype: 'float32', shape }
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
  const randomKey = (purpose: string): Tensor => {
    assert(random !== undefined, `${path} draws random numbers where there is no step.`)
    const first = randomOf(random.seed, `${key}/${purpose}`).next() | 0
    const own = emit(constant, {}, { dtype: 'int32', shape: [1], values: [first] })
    return emit(concat, { inputs: [own, emit(reshape, { input: random.step }, { shape: [1] })] }, { axis: 0 })
  }
  const feed: Lowering['feed'] = (...what) => {
    const tensor = lowering.feed(...what)
    fed.push(tensor)
    return tensor
  }
  return layer.build(inputs, parameters, {
    mode,
    op: emit,
    feed,
    noise(distribution, shape) {
      if (random === undefined) return feed(noiseFeed(path), { dtype: 'float32', shape })
      const [like] = fed
      assert(like !== undefined, `${path} draws noise where no data say for how many samples.`)
      const draw = distribution === 'normal' ? randomNormalLike : randomUniformLike
      const drawn = emit(draw, { key: randomKey('noise'), like }, { sample: shape })
      if (distribution === 'normal') return drawn
      return emit(add, {
        left: emit(multiply, { left: drawn, right: emit(constant, {}, scalar(2)) }),
        right: emit(constant, {}, scalar(-1))
      })
    },
    dataset: id => (Object.hasOwn(datasets, id) ? datasets[id] : undefined),
    weight: (name, shape, initializer, { trainable = true, isKernel = shape.length > 1 } = {}) =>
      builder.read(weight(name, shape, initializer, { trainable, isKernel })),
    statistic(name, shape, initializer) {
      const variable = weight(name, shape, initializer, { trainable: false, isKernel: false })
      return {
        // A layer that is used again goes on from where its last use left the statistic, as a Keras layer called twice.
        value: statistics.get(variable.key)?.value ?? builder.read(variable),
        update(value) {
          const set = (): Operation => emit(assignVariable, { value }, { variable }).operation
          statistics.set(variable.key, { value, set })
        }
      }
    },
    randomKey
  })
}

/** What the feed of a noise node is called where its numbers come from outside. */
export function noiseFeed(path: string): string {
  return `noise/${path}`
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
