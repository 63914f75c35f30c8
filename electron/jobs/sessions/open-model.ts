import { assert } from '../../../core/assert.ts'
import type { Dataset, DatasetSettings } from '../../../core/data/dataset.ts'
import { type FieldFacts, fieldOf } from '../../../core/data/fields/catalogue.ts'
import { splitDataset, type SplitIndices } from '../../../core/data/split.ts'
import type { Fit } from '../../../core/data/fit-plan.ts'
import type { ImageTarget } from '../../../core/data/place-image.ts'
import { readsDataset } from '../../../core/layers/define-layer.ts'
import { fieldsOf, type Model, onSamples, type RunWeights } from '../../../core/model/model.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import type { Network } from '../../../core/network/network.ts'
import { hasErrors } from '../../../core/problem.ts'
import { generatorOf } from '../../../core/train/samples.ts'
import { HostFault, problemFault } from '../../fault.ts'
import { readModel, weightsFile } from '../../storage/models/models.ts'
import { weightsStamp } from '../../storage/models/weights.ts'
import { packing, type JobContext } from '../job.ts'

/** Which model is meant: the project's folder, and the id of a run or of a model from a file. */
export interface ModelInput {
  readonly project: string
  readonly model: string
  /** Which weights of a run: the best where it keeps them, where this is left out. */
  readonly weights?: RunWeights | undefined
  /** The dataset that it is evaluated on; what it was trained on where this is left out. */
  readonly data?: DatasetSettings | undefined
}

/** A model with all that follows from its record alone, whatever has become of the project's drawing since. */
export interface OpenModel extends Model {
  readonly network: Network
  /** The fields of the data that it reads. */
  readonly fields: readonly FieldFacts[]
}

/** Throws HostFault where the model is unknown, or does not fit the dataset. */
export async function openModel(
  { project, model: id, weights, data }: ModelInput,
  context: JobContext
): Promise<OpenModel> {
  const read = await readModel(project, id, weights)
  const model = data === undefined ? read : onSamples(read, data, (await load(project, data, context)).about)
  const network = inferNetwork(model.document, model.datasets)
  if (data !== undefined && hasErrors(network.problems)) throw problemFault(network.problems)
  return { ...model, network, fields: fieldsOf(model, network) }
}

/** A model that answers to images. Throws HostFault where it makes them from noise, which nothing here feeds yet. */
export async function openReader(input: ModelInput, context: JobContext): Promise<OpenModel> {
  const model = await openModel(input, context)
  if (generatorOf(model.network) === undefined) return model
  throw new HostFault({
    code: 'run/generator',
    message: 'This run makes images from noise: it has no image to predict on, and is not exported yet.',
    fix: 'Look at what it makes under Train, while it trains.'
  })
}

/** A text that changes with all that an opened model depends on, its weights included. */
export async function modelKey({ project, model, weights, data }: ModelInput): Promise<string> {
  const { file } = await weightsFile(project, model, weights)
  return JSON.stringify([project, model, file, await weightsStamp(file), data])
}

/** The very samples that the model was trained on, or those that were chosen. Throws HostFault where the source has changed since. */
export async function datasetOf(
  { name, samples }: Pick<Model, 'name' | 'samples'>,
  project: string,
  context: JobContext
): Promise<Dataset> {
  if (samples === undefined) {
    throw new HostFault({
      code: 'model/no-samples',
      message: `"${name}" does not say which samples it was trained on.`,
      fix: 'Choose a dataset of the project for it.'
    })
  }
  const { settings, fingerprint } = samples
  const dataset = await load(project, settings, context, fingerprint)
  if (fingerprint === undefined || dataset.about.fingerprint === fingerprint) return dataset
  throw new HostFault({
    code: 'run/data-changed',
    message: `The images of "${settings.name}" are not those that this run was trained on.`,
    fix: 'Put the images back as they were, or train again on the new ones.'
  })
}

async function load(
  project: string,
  settings: DatasetSettings,
  context: JobContext,
  fingerprint?: string
): Promise<Dataset> {
  const packed = await context.datasets.load(project, settings, { fingerprint, ...packing(settings.name, context) })
  if ('problems' in packed) throw problemFault(packed.problems)
  return packed.dataset
}

/** Where the samples of each part stand in the model's dataset. */
export async function partsOf(dataset: Dataset, { samples }: Pick<Model, 'samples'>): Promise<SplitIndices> {
  assert(samples !== undefined, 'A model whose dataset is open has samples.')
  return await splitDataset(dataset, samples.settings.split)
}

/** Where the test samples stand; those of another part where nothing is held out for it. */
export async function heldOut(dataset: Dataset, model: Pick<Model, 'samples'>): Promise<Int32Array> {
  const { test, train, validation } = await partsOf(dataset, model)
  return [test, train].find(part => part.length > 0) ?? validation
}

/** The size that an image of one's own is brought to before the network receives it, and how. Throws HostFault where no image has so many channels. */
export function imageTarget({ fields, samples, network }: OpenModel): ImageTarget {
  const image = fieldOf(fields, 'image')
  assert(image !== undefined, 'A network that predicts reads images.')
  const { height, width, channels } = image
  if (channels !== 1 && channels !== 3) {
    throw new HostFault({
      code: 'model/channels',
      message: `The model reads images of ${channels} channels; an image from a file has 1 or 3.`,
      fix: 'Predict on the samples of a dataset.'
    })
  }
  const reader = network.layers.find(({ layer }) => readsDataset(layer))
  return { height, width, channels, fit: samples?.settings.fit ?? (reader?.parameters['fit'] as Fit) }
}
