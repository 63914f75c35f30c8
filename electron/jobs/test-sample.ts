import { imageOf } from '../../core/data/dataset.ts'
import { fieldOf } from '../../core/data/fields/catalogue.ts'
import type { HostTensor } from '../../core/engine.ts'
import type { JobContext } from './job.ts'
import { datasetOf, heldOut, type OpenModel } from './sessions/open-model.ts'

/** One sample of a model's test set; of its training data where nothing is held out. */
export interface TestSample {
  /** Bytes [1, height, width, channels]. */
  readonly image: HostTensor
  /** Where it stands in the dataset. */
  readonly index: number
  /** Its class; undefined where the dataset has no labels. */
  readonly label: number | undefined
  /** How many there are to choose from. */
  readonly total: number
}

/** The sample at a place; the last one where there are not so many. */
export async function testSample(
  model: OpenModel,
  { project, position }: { readonly project: string; readonly position: number },
  context: JobContext
): Promise<TestSample> {
  const dataset = await datasetOf(model, project, context)
  const indices = await heldOut(dataset, model)
  const at = Math.min(Math.max(0, position), indices.length - 1)
  const batch = await dataset.read(indices.subarray(at, at + 1))
  const label = fieldOf(dataset.about.fields, 'label')
  return {
    image: imageOf(batch, dataset),
    index: indices[at] ?? 0,
    label: label && batch[label.name]?.data[0],
    total: indices.length
  }
}
