import { imageOf } from '../../core/data/dataset.ts'
import { classesOf, fieldOf } from '../../core/data/fields/catalogue.ts'
import { strataOf } from '../../core/data/split.ts'
import type { SplitName } from '../../core/data/dataset.ts'
import { floatsOf } from '../../core/engine.ts'
import type { Evaluation } from '../../core/host/explore.ts'
import { indexOfLargest } from '../../core/index-of-largest.ts'
import type { Sums } from '../../core/metrics/metric.ts'
import { usedFields } from '../../core/model/data-source.ts'
import { combineSums, metricValues, sumsOf } from '../../core/model/measure.ts'
import { classifierFigures } from '../../core/train/metrics.ts'
import { HostFault } from '../fault.ts'
import { classProbabilities } from './sessions/class-probabilities.ts'
import type { JobContext } from './job.ts'
import { withPredictSession, type PredictSession } from './sessions/predict-session.ts'
import { datasetOf, type ModelInput, partsOf } from './sessions/open-model.ts'

const batchSize = 256

/** How a model does on one part of its data. */
export async function evaluate(
  input: ModelInput & { readonly split: SplitName },
  context: JobContext
): Promise<Evaluation> {
  return await withPredictSession(input, context, opened => evaluateOpened(opened, input, context))
}

async function evaluateOpened(
  { session, model, metrics }: PredictSession,
  { project, split }: ModelInput & { readonly split: SplitName },
  context: JobContext
): Promise<Evaluation> {
  const dataset = await datasetOf(model, project, context)
  const indices = (await partsOf(dataset, model))[split]
  const fields = usedFields(model.network)
  const names = classesOf(fieldOf(dataset.about.fields, 'label'))
  const predictions: Float32Array[] = []
  let sums: Sums = {}
  for (let start = 0; start < indices.length; start += batchSize) {
    if (context.signal.isStopped)
      throw new HostFault({ code: 'evaluate/stopped', message: 'The evaluation was stopped.' })
    const part = indices.subarray(start, start + batchSize)
    const batch = await dataset.read(part, fields)
    const prediction = await session.run('predict', { image: imageOf(batch, dataset) })
    sums = combineSums(sums, sumsOf(await session.run('evaluate', batch)))
    const probabilities = classProbabilities(floatsOf(prediction['probabilities']), part.length, names.length)
    if (probabilities !== undefined) predictions.push(probabilities)
    // A stroke of the pen is answered between two batches.
    await new Promise(setImmediate)
  }
  const strata = await strataOf(dataset)
  const labels = indices.map(index => strata[index] ?? 0)
  const classes = predictions.length > 0 ? names : []
  const evaluated = { labels, probabilities: joined(predictions), classCount: classes.length }
  const confusion = confusionOf(labels, evaluated.probabilities, classes.length)
  return {
    metrics: metricValues(metrics, sums),
    classes,
    confusion,
    indices,
    labels,
    probabilities: evaluated.probabilities,
    figures: classes.length > 1 ? classifierFigures(evaluated, confusion) : undefined
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** Rows are the labels, columns the likeliest class. */
function confusionOf(
  labels: Int32Array,
  probabilities: Float32Array,
  classCount: number
): readonly (readonly number[])[] {
  const confusion = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0))
  labels.forEach((label, sample) => {
    const row = confusion[label]
    const prediction = indexOfLargest(probabilities.subarray(sample * classCount, (sample + 1) * classCount))
    if (row) row[prediction] = (row[prediction] ?? 0) + 1
  })
  return confusion
}
