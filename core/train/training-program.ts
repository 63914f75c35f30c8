import { assert } from '../assert.ts'
import type { DatasetSize } from '../data/dataset.ts'
import type { Datasets } from '../network/infer.ts'
import { lowerNetwork, type LoweredLoss, type NetworkWeight, type WeightTable } from '../network/lower.ts'
import type { Network } from '../network/network.ts'
import { add } from '../ops/arithmetic.ts'
import { cast } from '../ops/cast.ts'
import { constant, scalar } from '../ops/constant.ts'
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
import { measure, type Measured, type NetworkMetric } from './measure.ts'
import { penaltyOf } from './penalty.ts'
import type { Recipe, Update } from './recipe.ts'
import { plateauOf } from './rates.ts'
import {
  counter,
  initializeEntry,
  resetEntry,
  restoreEntry,
  snapshotEntry,
  sumsEntry,
  sumVariables,
  type SumVariables
} from './state-entries.ts'

export interface TrainingProgram {
  readonly program: Program
  /** Every variable that a checkpoint holds: weights, statistics, optimizer slots, counters, sums. */
  readonly state: readonly Variable[]
  readonly weights: readonly NetworkWeight[]
  /** Entry points to run in turn for one step, one for each update of the recipe; each takes its `learningRate`. */
  readonly steps: readonly string[]
  readonly metrics: readonly NetworkMetric[]
  /** Those of `state` that metrics are summed in. */
  readonly sums: readonly Variable[]
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
  const data = options.resident ? residentSource(options.resident) : fedSource()

  const slots: Slot[] = recipe.updates.flatMap(update => plateauOf(update)?.slots ?? [])
  const steps = recipe.updates.map((update, index) => {
    const step = stepEntry(options, { update, weights, data, isCounted: index === 0 })
    slots.push(...step.slots)
    return step
  })
  const trainSums = steps[0]?.sums ?? {}
  const evaluation = evaluateEntry(options, weights, data)
  const probe = probeEntry(options, weights, data)

  const networkWeights = [...weights.values()]
  const sums = [trainSums, evaluation.sums].flatMap(each => Object.values(each))
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
        ...steps.map(({ entry }) => entry),
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
        sumsEntry('metrics/train', trainSums),
        resetEntry('metrics/train/reset', trainSums),
        sumsEntry('metrics/evaluate', evaluation.sums),
        resetEntry('metrics/evaluate/reset', evaluation.sums),
        probe.entry
      ]
    },
    state,
    weights: networkWeights,
    steps: steps.map(({ entry }) => entry.name),
    metrics: evaluation.metrics,
    sums,
    probed: probe.paths
  }
}

interface StepOptions {
  readonly update: Update
  readonly weights: WeightTable
  readonly data: DataSource
  /** Whether it adds to the metrics; one of the updates of a step does. */
  readonly isCounted: boolean
}

function stepEntry(
  { network, datasets, recipe }: TrainingProgramOptions,
  { update, weights, data, isCounted }: StepOptions
): { readonly entry: EntryPoint; readonly slots: readonly Slot[]; readonly sums: SumVariables } {
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
  const measured = isCounted ? measure(builder, lowered, penalty) : undefined
  const sums = sumVariables('train', measured?.totals ?? {})
  const counted = measured
    ? [...addTotals(builder, measured, sums), emit(assignVariable, { value: next }, { variable: counter }).operation]
    : []
  const step32 = {
    name: `step/${update.name}`,
    feeds: { ...feeds, learningRate },
    fetches: {},
    updates: [...updates, ...lowered.updates, ...counted]
  }
  const exact = new Set(lowered.losses.map(({ path }) => path))
  return { entry: recipe.precision === 'mixedBfloat16' ? mixedPrecision(step32, exact) : step32, slots, sums }
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

/** Adds a batch to the sums. */
function addTotals({ emit }: Builder, { totals }: Measured, sums: SumVariables): readonly Operation[] {
  return Object.entries(totals).map(([name, value]) => {
    const variable = sums[name]
    assert(variable !== undefined, `There is a variable to sum ${name} in.`)
    return emit(addToVariable, { value }, { variable }).operation
  })
}

/** Evaluates a batch with what training has learned so far, as prediction would compute it. */
function evaluateEntry(
  { network, datasets }: TrainingProgramOptions,
  weights: WeightTable,
  data: DataSource
): { readonly entry: EntryPoint; readonly sums: SumVariables; readonly metrics: readonly NetworkMetric[] } {
  const builder = createBuilder()
  const { feeds, feed } = data.open(builder)
  const lowered = lowerNetwork(network, { builder, mode: 'predict', datasets, weights, feed })
  const measured = measure(builder, lowered, penaltyOf(builder, weights.values()))
  const sums = sumVariables('evaluate', measured.totals)
  const updates = addTotals(builder, measured, sums)
  return { entry: { name: 'evaluate', feeds, fetches: {}, updates }, sums, metrics: measured.metrics }
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
