import { performance } from 'node:perf_hooks'
import { classesOf, fieldOf } from '../../core/data/fields/catalogue.ts'
import { placeImage } from '../../core/data/place-image.ts'
import type { Image } from '../../core/data/place-image.ts'
import { floatsOf } from '../../core/engine.ts'
import type { Prediction } from '../../core/host/explore.ts'
import { classProbabilities } from './sessions/class-probabilities.ts'
import type { JobContext } from './job.ts'
import { withPredictSession } from './sessions/predict-session.ts'
import { imageTarget, type ModelInput } from './sessions/open-model.ts'

/** What a model says of one image, which is first brought to the size of the images that it reads. */
export async function predict(input: ModelInput & { readonly image: Image }, context: JobContext): Promise<Prediction> {
  const started = performance.now()
  return await withPredictSession(input, context, async ({ session, model }) => {
    const target = imageTarget(model)
    const { height, width, channels } = target
    const classes = classesOf(fieldOf(model.fields, 'label'))
    const bytes = placeImage(input.image, target)
    const prediction = await session.run('predict', {
      image: { dtype: 'uint8', shape: [1, height, width, channels], data: bytes }
    })
    const probabilities = classProbabilities(floatsOf(prediction['probabilities']), 1, classes.length)
    return {
      classes: probabilities === undefined ? [] : classes,
      probabilities: probabilities ?? new Float32Array(),
      seen: { shape: prediction['seen']?.shape.slice(1) ?? [], values: floatsOf(prediction['seen']) },
      milliseconds: performance.now() - started
    }
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
