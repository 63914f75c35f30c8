import { performance } from 'node:perf_hooks'
import { assert } from '../../core/assert.ts'
import type { Image } from '../../core/data/place-image.ts'
import { placeImage } from '../../core/data/place-image.ts'
import { floatsOf, type HostTensor } from '../../core/engine.ts'
import type { Prediction, ShownSample } from '../../core/host/calls/explore.ts'
import { bytesInRange } from '../../core/outputs/value-range.ts'
import { pause } from '../stop-signal.ts'
import type { JobContext } from './job.ts'
import { datasetOf, imageTarget, type ModelInput } from './sessions/open-model.ts'
import { tensorOf, withPredictSession, type PredictSession } from './sessions/predict-session.ts'

/** What a model says of one image, which is first brought to the size of the images that it reads. */
export async function predict(input: ModelInput & { readonly image: Image }, context: JobContext): Promise<Prediction> {
  const started = performance.now()
  return await withPredictSession(input, context, async opened => {
    const { session, model, output } = opened
    const target = imageTarget(model)
    const { height, width, channels } = target
    const bytes = placeImage(input.image, target)
    const { probabilities, seen } = await session.run('predict', {
      image: { dtype: 'uint8', shape: [1, height, width, channels], data: bytes }
    })
    const [prediction] = output.decode(tensorOf(probabilities))
    const [seenImage] = imagesOf(opened, tensorOf(seen))
    assert(prediction !== undefined && seenImage !== undefined, 'A model says something of each image.')
    return {
      ...prediction,
      seen: { shape: tensorOf(seen).shape.slice(1), values: floatsOf(seen) },
      input: seenImage,
      milliseconds: performance.now() - started
    }
  })
}

/** As many at once as take little memory however large the images are. */
const batchSize = 32

/** What a model says of samples of its dataset, beside what is true of them. */
export async function showSamples(
  input: ModelInput & { readonly indices: readonly number[] },
  context: JobContext
): Promise<readonly ShownSample[]> {
  return await withPredictSession(input, context, async opened => {
    const { session, model, output, fields } = opened
    const dataset = await datasetOf(model, input.project, context)
    const indices = Int32Array.from(input.indices).filter(index => index < dataset.about.count)
    const shown: ShownSample[] = []
    for (let start = 0; start < indices.length; start += batchSize) {
      const part = indices.subarray(start, start + batchSize)
      const { delivered, target, seen } = await session.run('show', await dataset.read(part, fields))
      const images = imagesOf(opened, tensorOf(seen))
      const truths = target && output.truths(target)
      output.decode(tensorOf(delivered)).forEach((prediction, position) => {
        const [index, image] = [part[position], images[position]]
        assert(index !== undefined && image !== undefined, 'A model says something of each sample.')
        shown.push({ index, image, prediction, truth: truths?.[position] })
      })
      await pause(context.signal)
    }
    return shown
  })
}

/** Opens a model beforehand, so that the first question is answered as fast as the next ones. */
export async function warmUp(input: ModelInput, context: JobContext): Promise<void> {
  await withPredictSession(input, context, async ({ session, model }) => {
    const { height, width, channels } = imageTarget(model)
    const blank = new Uint8Array(height * width * channels)
    await session.run('predict', { image: { dtype: 'uint8', shape: [1, height, width, channels], data: blank } })
  })
}

/** What the first layer receives, as images. */
function imagesOf({ output }: Pick<PredictSession, 'output'>, { shape, data }: HostTensor): readonly Image[] {
  const [count = 0, height = 0, width = 0, channels = 0] = shape
  const size = height * width * channels
  const values = data as Float32Array
  return Array.from({ length: count }, (_, position) => ({
    height,
    width,
    channels,
    bytes: bytesInRange(values.subarray(position * size, (position + 1) * size), output.range)
  }))
}
