import { performance } from 'node:perf_hooks'
import { classesOf, fieldOf } from '../../core/data/fields/catalogue.ts'
import { placeImage } from '../../core/data/place-image.ts'
import type { Image } from '../../core/data/place-image.ts'
import type { Prediction } from '../../core/host/explore.ts'
import { classProbabilities } from './sessions/class-probabilities.ts'
import type { JobContext } from './job.ts'
import { floatsOf, withPredictSession } from './sessions/predict-session.ts'
import { imageFacts, type RunInput } from './sessions/trained-run.ts'

/** What a run's network says of one image, which is first brought to the size of the run's dataset. */
export async function predict(input: RunInput & { readonly image: Image }, context: JobContext): Promise<Prediction> {
  const started = performance.now()
  return await withPredictSession(input, context, async ({ session, opened }) => {
    const { record, settings } = opened
    const { height, width } = imageFacts(record.dataset.fields)
    const classes = classesOf(fieldOf(record.dataset.fields, 'label'))
    const { channels, fit } = settings
    const bytes = placeImage(input.image, { height, width, channels, fit })
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

/** Opens a run's network beforehand, so that the first question is answered as fast as the next ones. */
export async function warmUp(input: RunInput, context: JobContext): Promise<void> {
  await withPredictSession(input, context, async ({ session, opened }) => {
    const { height, width, channels } = imageFacts(opened.record.dataset.fields)
    const blank = new Uint8Array(height * width * channels)
    await session.run('predict', { image: { dtype: 'uint8', shape: [1, height, width, channels], data: blank } })
  })
}
