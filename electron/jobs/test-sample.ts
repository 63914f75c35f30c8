import { splitIndices } from '../../core/data/split.ts'
import type { HostTensor } from '../../core/engine.ts'
import { gatherBatch } from '../../core/train/batches.ts'
import type { JobContext } from './job.ts'
import { datasetOf, type OpenRun } from './trained-run.ts'

/** One sample of a run's test set; of its training data where nothing is held out. */
export interface TestSample {
  /** Bytes [1, height, width, channels]. */
  readonly image: HostTensor
  /** Where it stands in the dataset. */
  readonly index: number
  readonly label: number
  /** How many there are to choose from. */
  readonly total: number
}

/** The sample at a place; the last one where there are not so many. */
export async function testSample(
  run: OpenRun,
  { project, place }: { readonly project: string; readonly place: number },
  context: JobContext
): Promise<TestSample> {
  const dataset = await datasetOf(run, project, context)
  const { test, train } = splitIndices(dataset.labels, run.record.split)
  const indices = test.length > 0 ? test : train
  const at = Math.min(Math.max(0, place), indices.length - 1)
  const { image } = gatherBatch(dataset, indices.subarray(at, at + 1))
  const index = indices[at] ?? 0
  return { image, index, label: dataset.labels[index] ?? 0, total: indices.length }
}
