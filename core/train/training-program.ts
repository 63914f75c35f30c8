import { assert } from '../assert.ts'
import type { DatasetSize } from '../data/dataset.ts'
import type { Datasets } from '../network/infer.ts'
import {
  lowerNetwork,
  type LoweredLoss,
  type LoweredNetwork,
  type NetworkWeight,
  type WeightTable
} from '../network/lower.ts'
import type { Network } from '../network/network.ts'
import { add } from '../ops/arithmetic.ts'
import { cast } from '../ops/cast.ts'
import { constant, scalar } from '../ops/constant.ts'
import { countAlong, sum } from '../ops/reduce.ts'
import { mean } from '../ops/mean.ts'
import { feed as outside } from '../ops/feed.ts'
import type { Variable } from '../ops/graph-writer.ts'
import type { Operation, Tensor } from '../ops/tensor.ts'
import { addToVariable, assignVariable } from '../ops/variable-ops.ts'
import { createBuilder, type Builder } from '../program/builder.ts'
import { gradients } from '../program/gradients.ts'
import { mixedPrecision } from '../program/mixed-precision.ts'
import { applyOptimizer, type Slot } from '../program/optimizers/apply-optimizer.ts'
import type { EntryPoint, Program } from '../program/program.ts'
import { type DataSource, fedSource, residentSource } from './data-source.ts'
import { penaltyOf } from './penalty.ts'
import type { Recipe, Update } from './recipe.ts'
import { plateauOf } from './rates.ts'
import {
  counter,
  initializeEntry,
  metricsEntry,
  type MetricSums,
  resetEntry,
  restoreEntry,
  snapshotEntry,
  sumsOf
} from './state-entries.ts'

export interface TrainingProgram {
  readonly program: Program
  /** Every variable that a checkpoint holds: weights, statistics, optimizer slots, counters, sums. */
  readonly state: readonly Variable[]
  readonly weights: readonly NetworkWeight[]
  /** Entry points to run in turn for one step, one for each update of the recipe; each takes its `learningRate`. */
  readonly steps: readonly string[]
  readonly hasAccuracy: boolean
  /** Paths of the layers in the order of `probe`'s answer. */
  readonly probed: readonly string[]
}

export interface TrainingProgramOptions {
  readonly network: Network
  readonly datasets: Datasets
  readonly recipe: Recipe
  /** The dataset that lies in the session, where it fits; batches are then named by indices, otherwise fed. */
  readonly resident: DatasetSize | undefined
}

/**
 * One program for a whole training: `initialize`, `restore`, `snapshot` for all state at once; `loadData` where the
 * dataset is resident; the steps; `plateau/NAME` where a schedule
 * remembers one; `evaluate`; `metrics/train` and `metrics/evaluate` with their `reset`; `probe`.
 */
export function trainingProgram(options: TrainingProgramOptions): TrainingProgram {
  const { recipe } = options
  const weights: WeightTable = new Map()
  const trainSums = sumsOf('train')
  const evaluateSums = sumsOf('evaluate')
  const data = options.resident ? residentSource(options.resident) : fedSource()

  const slots: Slot[] = recipe.updates.flatMap(update => plateauOf(update)?.slots ?? [])
  const steps = recipe.updates.map((update, index) => {
    const step = stepEntry(options, { update, weights, data, sums: index === 0 ? trainSums : undefined })
    slots.push(...step.slots)
    return step.entry
  })
  const evaluation = evaluateEntry(options, weights, data, evaluateSums)
  const probe = probeEntry(options, weights, data)

  const networkWeights = [...weights.values()]
  const sums = [trainSums, evaluateSums].flatMap(each => [each.loss, each.correct, each.count])
  const kept = [...slots, ...sums.map(variable => ({ variable, initial: 0 }))]
  const state = [counter, ...[...networkWeights, ...kept].map(({ variable }) => variable)]
  return {
    program: {
      variables: [...state, ...data.variables],
      entryPoints: [
        initializeEntry(recipe.seed, networkWeights, kept),
        restoreEntry('restore', state),
        snapshotEntry(state),
        ...(options.resident ? [restoreEntry('loadData', data.variables)] : []),
        ...steps,
        ...recipe.updates.flatMap(update => {
          const plateau = plateauOf(update)
          return plateau
            ? [
                restoreEntry(
                  `plateau/${update.name}`,
                  plateau.slots.map(({ variable }) => variable)
                )
              ]
            : []
        }),
        evaluation.entry,
        metricsEntry('metrics/train', trainSums),
        resetEntry('metrics/train/reset', trainSums),
        metricsEntry('metrics/evaluate', evaluateSums),
        resetEntry('metrics/evaluate/reset', evaluateSums),
        probe.entry
      ]
    },
    state,
    weights: networkWeights,
    steps: steps.map(step => step.name),
    hasAccuracy: evaluation.hasAccuracy,
    probed: probe.paths
  }
}

interface StepOptions {
  readonly update: Update
  readonly weights: WeightTable
  readonly data: DataSource
  /** Where the step's metrics are added; undefined where another update of the same step counts them. */
  readonly sums: MetricSums | undefined
}

function stepEntry(
  { network, datasets, recipe }: TrainingProgramOptions,
  { update, weights, data, sums }: StepOptions
): { readonly entry: EntryPoint; readonly slots: readonly Slot[] } {
  const builder = createBuilder()
  const { emit } = builder
  const { feeds, feed } = data.open(builder)
  const learningRate = emit(outside, {}, { dtype: 'float32', shape: [] })
  const step = builder.read(counter)
  const random = { seed: recipe.seed, step }
  const lowered = lowerNetwork(network, { builder, mode: 'train', datasets, weights, feed, random })
  const losses = lowered.losses.filter(({ key }) => update.losses?.includes(key) ?? true)
  const trained = [...weights.values()].filter(weight => weight.isTrainable)
  const penalty = penaltyOf(builder, trained)
  const found = gradients(
    builder,
    withPenalty(builder, batchMean(builder, losses), penalty),
    trained.map(({ variable }) => builder.read(variable))
  )
  const pairs = trained.flatMap(({ variable, learningRateFactor, isKernel }, index) => {
    const gradient = found[index]
    return gradient === undefined ? [] : [{ variable, gradient, learningRateFactor, isKernel }]
  })
  const one = emit(constant, {}, scalar(1, 'int32'))
  const next = emit(add, { left: step, right: one })
  const { updates, slots } = applyOptimizer(builder, update.optimizer, pairs, {
    name: update.name,
    learningRate,
    stepNumber: emit(cast, { input: next }, { to: 'float32' })
  })
  const counted = sums
    ? [
        ...addMetrics(builder, lowered, penalty, sums),
        emit(assignVariable, { value: next }, { variable: counter }).operation
      ]
    : []
  const step32 = {
    name: `step/${update.name}`,
    feeds: { ...feeds, learningRate },
    fetches: {},
    updates: [...updates, ...lowered.updates, ...counted]
  }
  const exact = new Set(lowered.losses.map(({ path }) => path))
  return { entry: recipe.precision === 'mixedBfloat16' ? mixedPrecision(step32, exact) : step32, slots }
}

/** The number that training makes smaller: the losses' sum, as a mean over the batch. */
function batchMean(builder: Builder, losses: readonly LoweredLoss[]): Tensor {
  const [first, ...rest] = losses.map(({ loss }) => builder.emit(mean, { input: loss }, { axes: [0], keepAxes: false }))
  assert(first !== undefined, 'A training has a loss.')
  return rest.reduce((left, right) => builder.emit(add, { left, right }), first)
}

function withPenalty({ emit }: Builder, loss: Tensor, penalty: Tensor | undefined): Tensor {
  return penalty === undefined ? loss : emit(add, { left: loss, right: penalty })
}

/** Adds a batch to the sums. Several heads: losses add up. The penalty counts in the loss of every sample, as in Keras. */
function addMetrics(
  builder: Builder,
  { losses, accuracy }: LoweredNetwork,
  penalty: Tensor | undefined,
  sums: MetricSums
): readonly Operation[] {
  const { emit } = builder
  const over = (input: Tensor): Tensor => emit(sum, { input }, { axes: [0], keepAxes: false })
  const addTo = (variable: Variable, value: Tensor): Operation => emit(addToVariable, { value }, { variable }).operation
  const [first] = losses
  assert(first !== undefined, 'A training has a loss.')
  const whole = losses.slice(1).reduce((left, { loss }) => emit(add, { left, right: loss }), first.loss)
  const total = over(withPenalty(builder, whole, penalty))
  const count = emit(countAlong, { like: first.loss }, { axes: [0] })
  return [addTo(sums.loss, total), ...(accuracy ? [addTo(sums.correct, over(accuracy))] : []), addTo(sums.count, count)]
}

/** Evaluates a batch with what training has learned so far, as prediction would compute it. */
function evaluateEntry(
  { network, datasets }: TrainingProgramOptions,
  weights: WeightTable,
  data: DataSource,
  sums: MetricSums
): { readonly entry: EntryPoint; readonly hasAccuracy: boolean } {
  const builder = createBuilder()
  const { feeds, feed } = data.open(builder)
  const lowered = lowerNetwork(network, { builder, mode: 'predict', datasets, weights, feed })
  const updates = addMetrics(builder, lowered, penaltyOf(builder, weights.values()), sums)
  const hasAccuracy = lowered.accuracy !== undefined
  return { entry: { name: 'evaluate', feeds, fetches: {}, updates }, hasAccuracy }
}

/**
 * The means of each layer's weights and of what it puts out on a batch: not finite from the first layer on that is not.
 * Weights too, since a ReLU turns what is not a number into 0.
 */
function probeEntry(
  { network, datasets }: TrainingProgramOptions,
  weights: WeightTable,
  data: DataSource
): { readonly entry: EntryPoint; readonly paths: readonly string[] } {
  const builder = createBuilder()
  const { feeds, feed } = data.open(builder)
  const { tensors } = lowerNetwork(network, { builder, mode: 'predict', datasets, weights, feed })
  const weightsOf = new Map<string, Variable[]>()
  for (const { variable } of weights.values()) {
    const layer = variable.key.replace(/\/[^/]*$/, '')
    const known = weightsOf.get(layer)
    if (known === undefined) weightsOf.set(layer, [variable])
    else known.push(variable)
  }
  const probed = network.layers.flatMap(({ key, path }) => {
    const read = (weightsOf.get(key) ?? []).map(variable => builder.read(variable))
    const floats = [...read, ...Object.values(tensors.get(key) ?? {})].filter(tensor => tensor.dtype === 'float32')
    return floats.map(tensor => ({ path, tensor }))
  })
  const fetches = Object.fromEntries(
    probed.map(({ tensor }, index) => {
      const axes = tensor.shape.map((_, axis) => axis)
      return [String(index), builder.emit(mean, { input: tensor }, { axes, keepAxes: false })]
    })
  )
  return { entry: { name: 'probe', feeds, fetches, updates: [] }, paths: probed.map(({ path }) => path) }
}
