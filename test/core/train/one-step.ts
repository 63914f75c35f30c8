import type { HostTensor } from '../../../core/engine.ts'
import type { Drawing } from '../../../core/graph/drawing.ts'
import type { MetricValues } from '../../../core/metrics/metric.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import type { Network } from '../../../core/network/network.ts'
import { hasErrors } from '../../../core/problem.ts'
import type { Precision } from '../../../core/program/mixed-precision.ts'
import { lowerProgram } from '../../../core/tensorflow/lower.ts'
import { createBatches } from '../../../core/train/batches.ts'
import { metricValues, sumsOf } from '../../../core/model/measure.ts'
import { usedFields } from '../../../core/model/data-source.ts'
import { initializeFeeds } from '../../../core/model/state-entries.ts'
import { trainingProgram } from '../../../core/train/training-program.ts'
import { digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'

const dataset = digits()
export const datasets = { digits: dataset.about }

export function networkOf(drawing: Drawing): Network {
  const network = inferNetwork(drawing, datasets)
  if (hasErrors(network.problems)) throw new Error(JSON.stringify(network.problems))
  return network
}

export interface OneStep {
  /** By the weight's key. */
  readonly before: Readonly<Record<string, Float32Array>>
  readonly after: Readonly<Record<string, Float32Array>>
  /** The metrics of the step, and of the same samples evaluated after it. */
  readonly metrics: MetricValues
  readonly evaluated: MetricValues
}

/** One step of plain gradient descent at rate 1 over 64 digits, from the first weights of seed 1. */
export async function oneStep(network: Network, precision: Precision = 'float32'): Promise<OneStep> {
  const sgd = { kind: 'sgd', momentum: 0, nesterov: false } as const
  const recipe = {
    updates: [{ name: 'main', optimizer: { ...sgd, learningRate: 1 } }],
    batchSize: 64,
    epochs: 1,
    seed: 1,
    precision
  }
  const batches = createBatches(dataset, usedFields(network))
  const plan = trainingProgram({ network, datasets, recipe, resident: batches.resident })
  const session = await testEngine().open(lowerProgram(plan.program))
  const weights = async (): Promise<Readonly<Record<string, Float32Array>>> => {
    const state = await session.run('snapshot')
    const own = plan.weights.map(({ variable: { key } }) => [key, Float32Array.from(state[key]!.data as Float32Array)])
    return Object.fromEntries(own) as Record<string, Float32Array>
  }
  try {
    await batches.load(session)
    await session.run('initialize', initializeFeeds)
    const before = await weights()
    const feeds = await batches.feeds(Int32Array.from({ length: 64 }, (_, index) => index * 100))
    const learningRate: HostTensor = { dtype: 'float32', shape: [], data: Float32Array.of(1) }
    for (const step of plan.steps) await session.run(step, { ...feeds, learningRate })
    const metrics = metricValues(plan.metrics, sumsOf(await session.run('metrics/train')))
    const after = await weights()
    await session.run('evaluate', feeds)
    const evaluated = metricValues(plan.metrics, sumsOf(await session.run('metrics/evaluate')))
    return { before, after, metrics, evaluated }
  } finally {
    await session.close()
  }
}

/** What the step added to a weight. */
export function stepOf({ before, after }: OneStep, key: string): readonly number[] {
  return Array.from(after[key]!, (value, index) => value - before[key]![index]!)
}

/** The largest difference between two rows of numbers. */
export function farthest(left: readonly number[], right: readonly number[]): number {
  return Math.max(...left.map((value, index) => Math.abs(value - right[index]!)))
}
