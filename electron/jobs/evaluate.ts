import type { SplitName } from '../../core/data/dataset.ts'
import type { Evaluation } from '../../core/host/calls/explore.ts'
import type { Sums } from '../../core/metrics/metric.ts'
import { combineSums, metricValues, sumsOf } from '../../core/model/measure.ts'
import type { Network } from '../../core/network/network.ts'
import { outputKind } from '../../core/outputs/catalogue.ts'
import { bytesPerNumber } from '../../core/ops/tensor.ts'
import { HostFault } from '../fault.ts'
import { pause } from '../stop-signal.ts'
import type { JobContext } from './job.ts'
import { datasetOf, type ModelInput, partsOf } from './sessions/open-model.ts'
import { tensorOf, withPredictSession, type PredictSession } from './sessions/predict-session.ts'

const largestBatch = 256
/** The most bytes that one layer puts out for a batch, where larger images would take all of the memory. */
const mostBytes = 2 ** 30

/** How a model does on one part of its data. */
export async function evaluate(
  input: ModelInput & { readonly split: SplitName },
  context: JobContext
): Promise<Evaluation> {
  return await withPredictSession(input, context, opened => evaluateOpened(opened, input, context))
}

async function evaluateOpened(
  { session, model, metrics, output, fields }: PredictSession,
  { project, split }: ModelInput & { readonly split: SplitName },
  context: JobContext
): Promise<Evaluation> {
  const dataset = await datasetOf(model, project, context)
  if (output.needsTarget && output.target === undefined) throw noTarget(model.name)
  const indices = (await partsOf(dataset, model))[split]
  const evaluator = output.evaluator()
  const batchSize = batchFor(model.network)
  let sums: Sums = {}
  for (let start = 0; start < indices.length; start += batchSize) {
    context.report({ name: 'evaluating', value: { done: start, total: indices.length } })
    const batch = await dataset.read(indices.subarray(start, start + batchSize), fields)
    const { delivered, target, ...totals } = await session.run('evaluate', batch)
    evaluator.add(tensorOf(delivered), target)
    sums = combineSums(sums, sumsOf(totals))
    // A stroke of the pen is answered between two batches.
    await pause(context.signal)
  }
  const result = evaluator.result()
  const measured = metrics.length > 0 ? metricValues(metrics, sums) : outputKind(result).metrics(result)
  return { ...result, metrics: measured, indices }
}

function batchFor({ layers }: Network): number {
  const sizes = layers.flatMap(({ facts }) => Object.values(facts?.outputs ?? {}))
  const numbers = sizes.map(shape => shape.reduce((product, size) => product * size, 1))
  return Math.max(1, Math.min(largestBatch, Math.floor(mostBytes / (bytesPerNumber.float32 * Math.max(1, ...numbers)))))
}

function noTarget(name: string): HostFault {
  return new HostFault({
    code: 'evaluate/no-target',
    message: `The dataset does not say what "${name}" should predict.`,
    fix: 'Evaluate it on a dataset that does, or look at its predictions.'
  })
}
