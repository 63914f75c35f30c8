import type { DatasetAbout } from '../data/dataset.ts'
import type { Datasets } from '../network/infer.ts'
import type { Network } from '../network/network.ts'
import type { Variable } from '../ops/graph-writer.ts'
import type { Program } from '../program/program.ts'
import { reachable } from '../program/reachable.ts'
import { bytesOf, liveMemory, type Bytes } from './live-memory.ts'
import type { Recipe } from './recipe.ts'
import { trainingProgram } from './training-program.ts'

/** Bytes that a training takes over what the program takes without one. */
export interface MemoryParts {
  /** Weights and moving statistics. */
  readonly weights: number
  readonly gradients: number
  /** What the optimiser keeps beside each weight. */
  readonly optimiser: number
  /** Activations and what flows back through them, at the fullest moment of a step or of scoring. */
  readonly activations: number
  /** The pictures as they lie in the session. */
  readonly pictures: number
  /** The graph, as TensorFlow holds it. */
  readonly graph: number
  /** All weights and optimiser values once more, read out for the file that is saved after each epoch. */
  readonly saving: number
}

export interface MemoryForecast {
  at(batch: number): MemoryParts & { readonly total: number }
  /** The largest batch that fits into so many bytes, up to `mostSamples`; 0 where not even one sample does. */
  largestBatch(available: number): number
}

export interface MemoryQuestion {
  readonly network: Network
  readonly datasets: Datasets
  readonly recipe: Recipe
  /** The dataset that will be trained on, where it is known. */
  readonly dataset?: DatasetAbout | undefined
}

export const mostSamples = 65_536

/**
 * Three figures that the program does not say, fitted to dry runs of the real engine (`npm run bench -- memory`): what
 * its kernels take for themselves and what lies idle between two buffers, as a share of the activations, rather too much
 * so that what is said to fit fits; what TensorFlow keeps for an operation; and what every training takes.
 */
const idleShare = 0.35
const bytesPerOperation = 22_000
const bytesAtLeast = 4e6

/** How much memory a training takes. The network has no errors, and a loss. */
export function forecastMemory({ network, datasets, recipe, dataset }: MemoryQuestion): MemoryForecast {
  const { program, weights, state } = trainingProgram({ network, datasets, recipe, resident: dataset })
  const own = new Set(weights.map(({ variable }) => variable))
  const weightBytes = totalOf([...own])
  const optimiser = totalOf(state.filter(variable => !own.has(variable)))
  const gradients = totalOf(weights.flatMap(({ isTrainable, variable }) => (isTrainable ? [variable] : [])))
  const { steps, scoring } = momentsOf(program)
  const operations = program.entryPoints.reduce((count, entry) => count + reachable(entry).length, 0)
  const fixed = {
    weights: weightBytes,
    gradients,
    optimiser,
    pictures: dataset ? dataset.count * (dataset.height * dataset.width * dataset.channels + 4) : 0,
    graph: bytesAtLeast + operations * bytesPerOperation,
    saving: weightBytes + optimiser
  }
  const at: MemoryForecast['at'] = batch => {
    const score = peakOf(scoring, scoringSamples(steps, scoring, batch))
    const parts = { ...fixed, activations: Math.round((1 + idleShare) * Math.max(peakOf(steps, batch), score)) }
    return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part) }
  }
  return { at, largestBatch: available => largest(batch => at(batch).total <= available) }
}

function totalOf(variables: readonly Variable[]): number {
  return variables.reduce((sum, variable) => sum + bytesOf(variable).fixed, 0)
}

interface Moments {
  readonly steps: readonly Bytes[]
  readonly scoring: readonly Bytes[]
}

function momentsOf({ entryPoints }: Program): Moments {
  const named = (prefix: string): readonly Bytes[] =>
    entryPoints.filter(({ name }) => name.startsWith(prefix)).flatMap(liveMemory)
  return { steps: named('step/'), scoring: named('evaluate') }
}

function peakOf(moments: readonly Bytes[], batch: number): number {
  return moments.reduce((most, { fixed, perSample }) => Math.max(most, fixed + perSample * batch), 0)
}

/** Scoring keeps no activations for a gradient, so that larger batches fit and go faster. */
const usualScoring = 256
const scoringBytes = 2 ** 27

/** How many samples are scored at once: as many as take no more memory than a step, or than little. */
export function scoringBatch(program: Program, batch: number): number {
  const { steps, scoring } = momentsOf(program)
  return scoringSamples(steps, scoring, batch)
}

function scoringSamples(steps: readonly Bytes[], scoring: readonly Bytes[], batch: number): number {
  if (batch >= usualScoring) return batch
  const room = Math.max(peakOf(steps, batch), scoringBytes)
  return Math.max(
    batch,
    largest(samples => samples <= usualScoring && peakOf(scoring, samples) <= room)
  )
}

/** The largest number up to `mostSamples` that fits, all smaller ones fitting too. */
function largest(fits: (batch: number) => boolean): number {
  let [most, tooMany] = [0, mostSamples + 1]
  while (tooMany - most > 1) {
    const middle = (most + tooMany) >> 1
    if (fits(middle)) most = middle
    else tooMany = middle
  }
  return most
}
