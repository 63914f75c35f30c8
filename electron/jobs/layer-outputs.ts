import { floatsOf, type Session } from '../../core/engine.ts'
import { outputsModel, wholeEntry, type OutputsModel } from '../../core/explain/outputs-model.ts'
import type { LayerOutputs, LayerOverview, WholeOutput } from '../../core/host/calls/explore.ts'
import { HostFault } from '../fault.ts'
import type { JobContext } from './job.ts'
import { restoreWeights } from './sessions/restore-weights.ts'
import { testSample } from './test-sample.ts'
import { modelKey, type ModelInput, openReader, type OpenModel } from './sessions/open-model.ts'

interface SampleInput extends ModelInput {
  /** Which sample of the model's test set, or of all samples where nothing is held out. */
  readonly position: number
}

interface Opened extends Omit<OutputsModel, 'model'> {
  readonly session: Session
  readonly model: OpenModel
}

/** Larger images are told at a smaller size: a thumbnail is no larger. */
const thumbnailSide = 64
/** Only the beginning of a longer vector is told. */
const longestVector = 4096
/** As many numbers as cross to the window at once; only the first channels of a larger output do. */
const mostNumbers = 16 * 1024 * 1024

/** What every layer of a model puts out for one sample: images averaged over their channels. */
export async function layerOutputs(input: SampleInput, context: JobContext): Promise<LayerOutputs> {
  return await withOutputs(input, context, async ({ session, layers, model }) => {
    const { image, total, index, label } = await testSample(model, input, context)
    const answer = await session.run('overview', { image })
    return {
      total,
      index,
      label,
      layers: layers.map((layer, position) => overviewOf(layer, floatsOf(answer[String(position)])))
    }
  })
}

/** All channels of what one layer puts out for one sample. */
export async function layerOutput(
  input: SampleInput & { readonly layer: string },
  context: JobContext
): Promise<WholeOutput> {
  return await withOutputs(input, context, async ({ session, layers, model }) => {
    const position = layers.findIndex(({ key }) => key === input.layer)
    const layer = layers[position]
    if (layer === undefined) {
      throw new HostFault({ code: 'outputs/no-layer', message: 'The model has no such layer.' })
    }
    const { image } = await testSample(model, input, context)
    const answer = await session.run(wholeEntry(position), { image })
    return firstChannels(layer.shape, floatsOf(answer['whole']))
  })
}

async function withOutputs<Result>(
  input: SampleInput,
  context: JobContext,
  work: (opened: Opened) => Promise<Result>
): Promise<Result> {
  return await context.withOpened(`outputs ${await modelKey(input)}`, () => open(input, context), work)
}

async function open(input: ModelInput, context: JobContext): Promise<Opened> {
  const model = await openReader(input, context)
  const outputs = outputsModel(model.network, model.datasets)
  const session = await (await context.engine()).open(outputs.model)
  try {
    await restoreWeights(session, outputs.weights, input)
    return { ...outputs, session, model }
  } catch (error) {
    await session.close()
    throw error
  }
}

function overviewOf({ key, ancestry, shape }: OutputsModel['layers'][number], values: Float32Array): LayerOverview {
  const [height = 0, width = 0] = shape
  const isVector = shape.length < 3 || (height === 1 && width === 1)
  if (isVector) return { key, ancestry, shape, height: 1, width: 0, values: values.slice(0, longestVector) }
  return { key, ancestry, shape, ...smaller(values, height, width) }
}

/** Averages square patches, so that no side is longer than a thumbnail's. */
function smaller(values: Float32Array, height: number, width: number) {
  const patch = Math.ceil(Math.max(height, width) / thumbnailSide)
  if (patch <= 1) return { height, width, values }
  const [rows, columns] = [Math.ceil(height / patch), Math.ceil(width / patch)]
  const means = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let [sum, count] = [0, 0]
      for (let y = row * patch; y < Math.min(height, (row + 1) * patch); y += 1) {
        for (let x = column * patch; x < Math.min(width, (column + 1) * patch); x += 1) {
          sum += values[y * width + x] ?? 0
          count += 1
        }
      }
      means[row * columns + column] = sum / count
    }
  }
  return { height: rows, width: columns, values: means }
}

function firstChannels(shape: readonly number[], values: Float32Array): WholeOutput {
  const [height = 0, width = 0, channels = 0] = shape
  if (shape.length !== 3 || values.length <= mostNumbers) return { shape, values }
  const kept = Math.max(1, Math.floor(mostNumbers / (height * width)))
  const first = new Float32Array(height * width * kept)
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    first.set(values.subarray(pixel * channels, pixel * channels + kept), pixel * kept)
  }
  return { shape: [height, width, kept], values: first }
}
