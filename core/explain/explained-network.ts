import type { Datasets } from '../network/infer.ts'
import { lowerNetwork, type NetworkWeight, type WeightTable } from '../network/lower.ts'
import type { Network, NetworkLayer } from '../network/network.ts'
import { multiply } from '../ops/elementwise/arithmetic.ts'
import { feed } from '../ops/sources/feed.ts'
import { mean } from '../ops/reduction/mean.ts'
import { sum } from '../ops/reduction/reduce.ts'
import { reshape } from '../ops/shape/reshape.ts'
import type { Operation, Tensor } from '../ops/define-op.ts'
import { batch, sizeOf } from '../ops/tensor.ts'
import type { Problem } from '../problem.ts'
import { createBuilder, type Builder } from '../program/builder.ts'
import type { EntryPoint } from '../program/program.ts'
import { dependants, reachable } from '../program/reachable.ts'
import { fedSource, usedFields } from '../model/data-source.ts'
import { noImage, noOutput, otherInputs, severalInputs } from './problems.ts'

/** A layer between the input and the output, with what it puts out. */
export interface ExplainedLayer {
  readonly layer: NetworkLayer
  readonly output: Tensor
}

/**
 * A network as explanations see it: lowered as prediction computes it, with what its first layer receives fed from
 * outside, so that it can be changed and differentiated by. All entry points are cut from one builder.
 */
export interface ExplainedNetwork {
  readonly builder: Builder
  readonly weights: readonly NetworkWeight[]
  /** What the first layer receives: [batch, height, width, channels]. */
  readonly input: Tensor
  /** How many numbers the network delivers for a sample, those of one place where it delivers a map. */
  readonly outputs: number
  /** The number that is explained, summed over the batch: the target's share in the outputs before softmax or sigmoid. */
  readonly score: Tensor
  /** The operations between the input and the score. */
  readonly operations: readonly Operation[]
  /** The layers between them, in the order in which they run. */
  readonly layers: readonly ExplainedLayer[]
  /** The entry points that every explanation can run: `restore` aside, `see` and `predict`. */
  readonly common: readonly EntryPoint[]
  /** Fed with `input` and `target`. */
  entryPoint(name: string, fetches: Readonly<Record<string, Tensor>>): EntryPoint
}

/** Lowers a network without errors for explaining, or says why it cannot be explained. */
export function explainedNetwork(
  network: Network,
  datasets: Datasets
): { readonly explained: ExplainedNetwork } | { readonly problem: Problem } {
  const data = network.layers.filter(({ layer }) => layer.family === 'data')
  const [source] = data
  const whole = { path: 'network' }
  if (source === undefined) return { problem: noImage(whole) }
  if (data.length > 1) return { problem: severalInputs(whole, { count: data.length }) }
  const weights: WeightTable = new Map()
  const builder = createBuilder()
  const { emit } = builder
  const { feeds, feed: fed } = fedSource(usedFields(network)).open(builder)
  const common = { builder, mode: 'predict', datasets, weights, feed: fed } as const
  const given = lowerNetwork({ layers: [source] }, common).tensors.get(source.key) ?? {}
  const image = source.outputs.find(({ role }) => role === 'image')?.name ?? ''
  const { [image]: seen } = given
  const bytes = feeds[image]
  if (seen === undefined || bytes === undefined) return { problem: noImage(whole) }

  const input = emit(feed, {}, { dtype: 'float32', shape: seen.shape })
  const layers = network.layers.filter(({ layer }) => layer.family !== 'data' && layer.family !== 'loss')
  const from = new Map([[source.key, { ...given, [image]: input }]])
  // The same numbers in the same shape: pooling takes the ReLU before it to itself, and no gradient would pass there.
  const handOn = (input: Tensor): Tensor => emit(reshape, { input }, { shape: input.shape })
  const { output, tensors } = lowerNetwork({ layers }, { ...common, given: from, handOn })
  if (output === undefined) return { problem: noOutput(whole) }
  const needed = reachable({ fetches: output, updates: [] })
  if (needed.some(operation => operation.op === feed && operation !== input.operation)) {
    return { problem: otherInputs(whole) }
  }
  const moved = dependants(needed, [input])
  if (!moved.has(output.logits.operation)) return { problem: noImage(whole) }

  const [scores, probabilities] = [
    overPositions(builder, output.logits, sum),
    overPositions(builder, output.probabilities, mean)
  ]
  const outputs = sizeOf(scores, -1)
  const target = emit(feed, {}, { dtype: 'float32', shape: [batch, outputs] })
  const ofTarget = (left: Tensor): Tensor =>
    emit(sum, { input: emit(multiply, { left, right: target }) }, { axes: [1], keepAxes: false })
  const entryPoint = (name: string, fetches: EntryPoint['fetches']): EntryPoint => ({
    name,
    feeds: { input, target },
    fetches,
    updates: []
  })
  const score = ofTarget(scores)
  return {
    explained: {
      builder,
      weights: [...weights.values()],
      input,
      outputs,
      score: emit(sum, { input: score }, { axes: [0], keepAxes: false }),
      operations: needed.filter(operation => moved.has(operation)),
      layers: layers.flatMap(layer => {
        const tensor = tensors.get(layer.key)?.['output']
        return tensor !== undefined && moved.has(tensor.operation) ? [{ layer, output: tensor }] : []
      }),
      common: [
        { name: 'see', feeds: { image: bytes }, fetches: { seen }, updates: [] },
        { name: 'predict', feeds: { input }, fetches: { probabilities }, updates: [] },
        entryPoint('score', { score, probability: ofTarget(probabilities) })
      ],
      entryPoint
    }
  }
}

/** One number an output: of a class map, whose outputs stand at every place, their sum or their mean. */
function overPositions({ emit }: Builder, tensor: Tensor, reduce: typeof sum): Tensor {
  const positions = tensor.shape.slice(1, -1).map((_, axis) => axis + 1)
  return positions.length === 0 ? tensor : emit(reduce, { input: tensor }, { axes: positions, keepAxes: false })
}
