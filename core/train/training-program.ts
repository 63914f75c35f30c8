import { assert } from '../assert.ts'
import type { DatasetTable } from '../data/dataset.ts'
import type { Datasets } from '../network/infer.ts'
import { layerKeyOf, lowerNetwork, type LoweredLoss, type NetworkWeight, type WeightTable } from '../network/lower.ts'
import type { Network } from '../network/network.ts'
import { add, subtract } from '../ops/elementwise/arithmetic.ts'
import { cast } from '../ops/elementwise/cast.ts'
import { constant, scalar } from '../ops/sources/constant.ts'
import { mean } from '../ops/reduction/mean.ts'
import { feed as outside } from '../ops/sources/feed.ts'
import type { Variable } from '../ops/graph-writer.ts'
import type { Operation, Tensor } from '../ops/define-op.ts'
import { addToVariable, assignVariable } from '../ops/variables/variable-ops.ts'
import { createBuilder, type Builder } from '../program/builder.ts'
import { gradients } from '../program/gradients.ts'
import { inParts } from '../program/in-parts.ts'
import { mixedPrecision } from '../program/mixed-precision.ts'
import { applyOptimizer, type Slot } from '../program/optimizers/apply-optimizer.ts'
import type { EntryPoint, Program } from '../program/program.ts'
import { type DataSource, fedSource, residentSource, usedFields } from '../model/data-source.ts'
import { measure, type Measured, type NetworkMetric } from '../model/measure.ts'
import { penaltyOf } from '../model/penalty.ts'
import { probeEntry } from '../model/probe-entry.ts'
import type { Recipe, Update } from '../recipe/recipe.ts'
import type { Parallelism } from '../program/parallelism.ts'
import { plateauOf } from './updates/rates.ts'
import { generatorOf, samplesEntry } from './samples.ts'
import { counterOf, layersOf, leaderOf, lossesOf } from './updates/updates.ts'
import {
  counter,
  initializeEntry,
  noiseOfEvaluation,
  resetEntry,
  restoreEntry,
  snapshotEntry,
  sumsEntry,
  sumVariables,
  type SumVariables
} from '../model/state-entries.ts'

export interface TrainingProgram {
  readonly program: Program
  /** Every variable that a checkpoint holds: weights, statistics, optimizer slots, counters, sums. */
  readonly state: readonly Variable[]
  readonly weights: readonly NetworkWeight[]
  /** What a batch is computed in; one of fewer samples runs the `smallBatch` of an entry point. */
  readonly parts: number
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
  readonly resident: DatasetTable | undefined
  /** The whole batch at once where it is left out. */
  readonly parallelism?: Pick<Parallelism, 'parts'> | undefined
  /** The fewest samples that a batch has, of those that are known: a batch of fewer than there are parts is computed at once. */
  readonly fewest?: number | undefined
}

/**
 * One program for a whole training: `initialize`, `restore`, `snapshot` for all state at once; `loadData` where the
 * dataset is resident; the steps; `plateau/NAME` where a schedule
 * remembers one; `evaluate`; `metrics/train` and `metrics/evaluate` with their `reset`; `probe`; `samples` where the network makes images
 * from noise.
 */
export function trainingProgram(options: TrainingProgramOptions): TrainingProgram {
  const { recipe } = options
  const weights: WeightTable = new Map()
  const used = usedFields(options.network)
  const data = options.resident ? residentSource(options.resident, used) : fedSource(used)

  const { updates } = recipe
  const slots: Slot[] = updates.flatMap(update => plateauOf(update)?.slots ?? [])
  const counters = updates.map(update => counterOf(update, updates)).filter(each => each !== counter)
  const steps = updates.map(update => {
    const step = stepEntry(options, { update, weights, data })
    slots.push(...step.slots)
    return step
  })
  const trainSums = steps[updates.indexOf(leaderOf(updates))]?.sums ?? {}
  const evaluation = evaluateEntry(options, weights, data)
  const probe = probeEntry(options, weights, data)
  const generator = generatorOf(options.network)

  const networkWeights = [...weights.values()]
  const sums = [trainSums, evaluation.sums].flatMap(each => Object.values(each))
  const kept = [...slots, ...sums.map(variable => ({ variable, initial: 0 }))]
  const state = [counter, ...counters, ...[...networkWeights, ...kept].map(({ variable }) => variable)]
  return {
    program: {
      variables: [...state, ...data.variables],
      entryPoints: [
        initializeEntry(recipe.seed, networkWeights, kept, [counter, ...counters]),
        restoreEntry('restore', state),
        snapshotEntry(state),
        ...(options.resident ? [restoreEntry('loadData', data.variables)] : []),
        ...steps.flatMap(({ entries }) => entries),
        ...updates.flatMap(update => {
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
        ...evaluation.entries,
        sumsEntry('metrics/train', trainSums),
        resetEntry('metrics/train/reset', trainSums),
        sumsEntry('metrics/evaluate', evaluation.sums),
        resetEntry('metrics/evaluate/reset', evaluation.sums),
        probe.entry,
        ...(generator ? [samplesEntry(generator, options.datasets, weights)] : [])
      ]
    },
    state,
    weights: networkWeights,
    parts: options.parallelism?.parts ?? 1,
    steps: steps.map(({ name }) => name),
    metrics: evaluation.metrics,
    sums,
    probed: probe.paths
  }
}

interface StepOptions {
  readonly update: Update
  readonly weights: WeightTable
  readonly data: DataSource
}

/** One step of one update. What is to be done once a batch, the leading update does: metrics, statistics, counting it. */
function stepEntry(
  options: TrainingProgramOptions,
  { update, weights, data }: StepOptions
): {
  readonly name: string
  readonly entries: readonly EntryPoint[]
  readonly slots: readonly Slot[]
  readonly sums: SumVariables
} {
  const { network, datasets, recipe } = options
  const builder = createBuilder()
  const { feeds, feed } = data.open(builder)
  const learningRate = builder.emit(outside, {}, { dtype: 'float32', shape: [] })
  const random = { seed: recipe.seed, step: batchesBefore(builder, update, recipe) }
  const lowered = lowerNetwork(network, { builder, mode: 'train', datasets, weights, feed, random })
  const trainable = [...weights.values()].filter(weight => weight.isTrainable)
  const changing = layersOf(update, network)
  const trained = trainable.filter(({ variable }) => changing.has(layerKeyOf(variable)))
  const penalty = penaltyOf(builder, trained)
  const followed = lossesOf(update, network)
  const losses = lowered.losses.filter(({ key }) => followed.has(key))
  const loss = withPenalty(builder, batchMean(builder, losses), penalty)
  const { updates, slots } = learn(builder, { recipe, update, loss, trained, learningRate })
  const isLeader = update === leaderOf(recipe.updates)
  const wholePenalty = trained.length === trainable.length ? penalty : penaltyOf(builder, trainable)
  const measured = isLeader ? measure(builder, lowered, wholePenalty) : undefined
  const sums = sumVariables('train', measured?.totals ?? {})
  const onceABatch = measured ? [...addTotals(builder, measured, sums), ...lowered.updates] : []
  const counters = new Set([...(isLeader ? [counter] : []), counterOf(update, recipe.updates)])
  const step = {
    name: `step/${update.name}`,
    feeds: { ...feeds, learningRate },
    fetches: {},
    updates: [...updates, ...onceABatch, ...[...counters].map(each => countOne(builder, each))]
  }
  const exact = new Set(lowered.losses.map(({ path }) => path))
  const entries = bySize(step, options)
  return {
    name: step.name,
    entries: recipe.precision === 'mixedBfloat16' ? entries.map(entry => mixedPrecision(entry, exact)) : entries,
    slots,
    sums
  }
}

/** What a batch of at least as many samples as there are parts runs; beside it, where there are such, one of fewer. */
function bySize(entry: EntryPoint, { parallelism, fewest }: TrainingProgramOptions): readonly EntryPoint[] {
  const parts = parallelism?.parts ?? 1
  return [
    inParts(entry, parts),
    ...(fewest !== undefined && fewest < parts ? [{ ...entry, name: smallBatch(entry.name) }] : [])
  ]
}

/** The entry point for a batch with fewer samples than there are parts. */
export function smallBatch(name: string): string {
  return `${name}/small`
}

/** How many batches came before this one: after the leader, which counts it, one less than are counted. */
function batchesBefore(builder: Builder, update: Update, { updates }: Recipe): Tensor {
  const counted = builder.read(counter)
  if (updates.indexOf(update) <= updates.indexOf(leaderOf(updates))) return counted
  return builder.emit(subtract, { left: counted, right: builder.emit(constant, {}, scalar(1, 'int32')) })
}

interface Learning {
  readonly recipe: Recipe
  readonly update: Update
  readonly loss: Tensor
  readonly trained: readonly NetworkWeight[]
  readonly learningRate: Tensor
}

/** Changes weights against the gradient of a loss, which stops at all others. */
function learn(
  builder: Builder,
  { recipe, update, loss, trained, learningRate }: Learning
): ReturnType<typeof applyOptimizer> {
  const found = gradients(
    builder,
    loss,
    trained.map(({ variable }) => builder.read(variable))
  )
  const pairs = trained.flatMap(({ variable, learningRateFactor, isKernel }, index) => {
    const gradient = found[index]
    return gradient === undefined ? [] : [{ variable, gradient, learningRateFactor, isKernel }]
  })
  const steps = stepsWith(builder, counterOf(update, recipe.updates))
  return applyOptimizer(builder, update.optimizer, pairs, {
    name: update.name,
    learningRate,
    stepNumber: builder.emit(cast, { input: steps }, { to: 'float32' })
  })
}

/** A count with the present step in it. */
function stepsWith({ emit, read }: Builder, taken: Variable): Tensor {
  return emit(add, { left: read(taken), right: emit(constant, {}, scalar(1, 'int32')) })
}

function countOne(builder: Builder, taken: Variable): Operation {
  return builder.emit(assignVariable, { value: stepsWith(builder, taken) }, { variable: taken }).operation
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
  options: TrainingProgramOptions,
  weights: WeightTable,
  data: DataSource
): {
  readonly entries: readonly EntryPoint[]
  readonly sums: SumVariables
  readonly metrics: readonly NetworkMetric[]
} {
  const { network, datasets, recipe } = options
  const builder = createBuilder()
  const { feeds, feed } = data.open(builder)
  const random = noiseOfEvaluation(builder, recipe.seed)
  const lowered = lowerNetwork(network, { builder, mode: 'predict', datasets, weights, feed, random })
  const measured = measure(builder, lowered, penaltyOf(builder, weights.values()))
  const sums = sumVariables('evaluate', measured.totals)
  const updates = addTotals(builder, measured, sums)
  return {
    entries: bySize({ name: 'evaluate', feeds, fetches: {}, updates }, options),
    sums,
    metrics: measured.metrics
  }
}
