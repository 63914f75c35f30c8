import type { DatasetTable } from '../../data/dataset.ts'
import type { Datasets } from '../../network/infer.ts'
import type { Network } from '../../network/network.ts'
import type { Operation } from '../../ops/define-op.ts'
import type { Variable } from '../../ops/graph-writer.ts'
import { batch as batchAxis, elementCount, mostNumbers } from '../../ops/tensor.ts'
import type { Program } from '../../program/program.ts'
import { reachable } from '../../program/reachable.ts'
import { isResident, tableBytes } from '../batches.ts'
import { usedFields } from '../../model/data-source.ts'
import { bytesOf, liveMemory, type Bytes } from './live-memory.ts'
import { recipeBounds, type Recipe } from '../../recipe/recipe.ts'
import { parallelismOf } from '../../program/parallelism.ts'
import { trainingProgram, type TrainingProgram } from '../training-program.ts'

/** Bytes that a training takes over what the program takes without one. */
export interface MemoryParts {
  /** Weights and moving statistics. */
  readonly weights: number
  /** What the optimizer keeps beside each weight. */
  readonly optimizer: number
  /** The samples, where they fit in the session. */
  readonly images: number
  /** What grows with the batch, at the fullest moment of a step or of evaluating: activations, and what flows back through them. */
  readonly activations: number
  /** What does not, at that moment: gradients of weights that wait to be applied. */
  readonly gradients: number
  /** What lies idle in TensorFlow's pool between the buffers of those above, or since the images were loaded. */
  readonly idle: number
  /** The graph, as TensorFlow holds it, and the thread that runs it. */
  readonly graph: number
  /** All weights and optimizer values once more, read out for the file that is saved after each epoch. */
  readonly saving: number
}

/** What a forecast for any batch follows from, as plain data. */
export interface MemoryBasis {
  readonly weights: number
  readonly optimizer: number
  /** In the session; none where batches are read from disk. */
  readonly images: number
  /** The fullest moments of a step, and of evaluating. */
  readonly moments: Moments
  /** Operations of all entry points. */
  readonly operations: number
  /** Numbers for each sample in the largest tensor: one of a whole batch must not have more than can be counted. */
  readonly largestTensor: number
}

export interface MemoryForecast {
  at(batch: number): MemoryParts & { readonly total: number }
  /**
   * The largest batch that fits into so many bytes, up to the largest of a recipe and of what can be counted; 0 where
   * not even one sample does.
   */
  largestBatch(available: number): number
}

export interface MemoryQuestion {
  readonly network: Network
  readonly datasets: Datasets
  readonly recipe: Recipe
  /** The dataset that will be trained on, where it is known. */
  readonly dataset?: DatasetTable | undefined
  /** That share its batches; the whole batch is computed at once where they are not known. */
  readonly cores?: number
}

/**
 * Three figures that the program does not say. TensorFlow's pool hands out pieces of up to twice what was asked for, and
 * cannot join free ones that lie apart: the share that lies idle was measured, as the pool's resident bytes over the
 * bytes in use at the fullest moment, which its log tells. The other two are what TensorFlow keeps for an operation, and
 * what the thread takes in which every training runs.
 */
const idleFraction = 0.25
const bytesPerOperation = 22_000
const bytesAtLeast = 30e6

/** How much memory a training takes. The network has no errors, and a loss. */
export function forecastMemory(question: MemoryQuestion): MemoryForecast {
  return forecastOf(memoryBasis(question))
}

/** Takes as long as lowering the network does; what it gives does not depend on the batch. */
export function memoryBasis({ network, datasets, recipe, dataset, cores = 1 }: MemoryQuestion): MemoryBasis {
  const used = usedFields(network)
  const resident = dataset && isResident(dataset, used) ? dataset : undefined
  const parallelism = parallelismOf({ cores, batchSize: recipe.batchSize, layers: network.layers.length })
  const { program, weights, state } = trainingProgram({ network, datasets, recipe, resident, parallelism })
  const own = new Set(weights.map(({ variable }) => variable))
  return {
    weights: totalOf([...own]),
    optimizer: totalOf(state.filter(variable => !own.has(variable))),
    images: resident ? tableBytes(resident, used) : 0,
    moments: momentsOf(program, parallelism.parts),
    ...sizesOf(program)
  }
}

function sizesOf({ entryPoints }: Program): Pick<MemoryBasis, 'operations' | 'largestTensor'> {
  const all = entryPoints.map(entry => reachable(entry))
  const numbers = ({ outputs }: Operation): number =>
    outputs.reduce((most, { shape }) => (shape[0] === batchAxis ? Math.max(most, elementCount(shape)) : most), 1)
  return {
    operations: all.reduce((count, operations) => count + operations.length, 0),
    largestTensor: all.flat().reduce((most, operation) => Math.max(most, numbers(operation)), 1)
  }
}

export function forecastOf(basis: MemoryBasis): MemoryForecast {
  const { weights, optimizer, images, moments, operations, largestTensor } = basis
  const kept = weights + optimizer + images
  const at: MemoryForecast['at'] = batch => {
    const step = fullest(moments.steps, batch)
    const evaluation = fullest(moments.evaluation, evaluationSamples(moments, batch))
    const { fixed, samples } = totalAt(step) >= totalAt(evaluation) ? step : evaluation
    const inUse = kept + fixed + samples
    // Loading holds the images twice for a moment, as they come and as they stay, before there is anything else.
    const idle = Math.max(Math.round(idleFraction * inUse), 2 * images - inUse)
    const parts = {
      weights,
      optimizer,
      images,
      activations: samples,
      gradients: fixed,
      idle,
      graph: bytesAtLeast + operations * bytesPerOperation,
      saving: weights + optimizer
    }
    return { ...parts, total: sumOf(parts) }
  }
  const isCounted = (batch: number): boolean => batch * largestTensor <= mostNumbers
  return { at, largestBatch: available => largest(batch => isCounted(batch) && at(batch).total <= available) }
}

function sumOf(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((sum, part) => sum + part)
}

function totalOf(variables: readonly Variable[]): number {
  return variables.reduce((sum, variable) => sum + bytesOf(variable).fixed, 0)
}

export interface Moments {
  readonly steps: readonly Bytes[]
  readonly evaluation: readonly Bytes[]
}

function momentsOf({ entryPoints }: Program, parts: number): Moments {
  const named = (prefix: string): readonly Bytes[] =>
    entryPoints.filter(({ name }) => name.startsWith(prefix)).flatMap(entry => liveMemory(entry, parts))
  return { steps: named('step/'), evaluation: named('evaluate') }
}

/** A moment at a batch: bytes that do not depend on it, and bytes of all its samples. */
interface Moment {
  readonly fixed: number
  readonly samples: number
}

const nothing: Moment = { fixed: 0, samples: 0 }

function fullest(moments: readonly Bytes[], batch: number): Moment {
  return moments
    .map(({ fixed, perSample }) => ({ fixed, samples: perSample * batch }))
    .reduce((most, moment) => (totalAt(moment) > totalAt(most) ? moment : most), nothing)
}

function totalAt({ fixed, samples }: Moment): number {
  return fixed + samples
}

/**
 * Evaluating keeps no activations for a gradient, so that more samples than in a step fit, and small ones go faster together.
 * No more, though, than take little, or a quarter of what a step takes: their buffers are larger than a step's, so that
 * the pool has to grow for them, with what a step needs lying idle beside (measured: SqueezeNet at a batch of 4 takes 260
 * instead of 428 MB).
 */
const usualEvaluation = 256
const evaluationBytes = 2 ** 23
const evaluationFraction = 1 / 4

/** How many samples are evaluated at once. */
export function evaluationBatch({ program, parts }: Pick<TrainingProgram, 'program' | 'parts'>, batch: number): number {
  return evaluationSamples(momentsOf(program, parts), batch)
}

function evaluationSamples({ steps, evaluation }: Moments, batch: number): number {
  const room = Math.max(totalAt(fullest(steps, batch)) * evaluationFraction, evaluationBytes)
  const fitting = largest(samples => samples <= usualEvaluation && totalAt(fullest(evaluation, samples)) <= room)
  return Math.max(batch, fitting)
}

/** The largest number up to the largest of a recipe that fits, all smaller ones fitting too. */
function largest(fits: (batch: number) => boolean): number {
  let [most, tooMany] = [0, recipeBounds.batchSize.max + 1]
  while (tooMany - most > 1) {
    const middle = (most + tooMany) >> 1
    if (fits(middle)) most = middle
    else tooMany = middle
  }
  return most
}
