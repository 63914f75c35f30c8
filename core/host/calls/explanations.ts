import { z } from 'zod'
import type { Image } from '../../data/place-image.ts'
import type { Json } from '../../json.ts'
import { takes } from '../call.ts'
import { count, id, image, ofModel, values } from '../forms.ts'

/** Which image of which kind of explanation is asked for. */
export interface ExplanationQuery {
  /** The id of an entry of the catalogue of explanations. */
  readonly method: string
  /** A position in the model's test set, or an image from elsewhere, which is brought to the size that it reads. */
  readonly image: { readonly position: number } | Image
  /** Name or number of the class that is explained; the likeliest one where it is left out. */
  readonly target?: string | undefined
  /** What is set; the rest is what suits the network. */
  readonly parameters: Readonly<Record<string, Json>>
}

export interface ExplainedImage {
  /** The exact array that the network's first layer received, [height, width, channels]. */
  readonly input: { readonly shape: readonly number[]; readonly values: Float32Array }
  /** The same in bytes, black to white. */
  readonly image: Image
  /** [height, width] or [height, width, channels], over the image. */
  readonly map: { readonly shape: readonly number[]; readonly values: Float32Array }
  /** What can be explained: names of classes, numbers of outputs that have none; empty where there is one output. */
  readonly targets: readonly string[]
  /** Which of them is explained. */
  readonly target: number
  readonly probabilities: Float32Array
  /** All that it was computed with. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** An image from the test set: where it lies, and its label. */
  readonly sample:
    | { readonly position: number; readonly index: number; readonly label: number | undefined; readonly total: number }
    | undefined
  readonly milliseconds: number
}

const query: z.ZodType<ExplanationQuery, ExplanationQuery> = z.object({
  method: id,
  image: z.union([z.object({ position: count }), image]),
  target: z.string().max(300).optional(),
  parameters: values
})

export const explanationCalls = {
  explain: takes({ ...ofModel, query }).answersByStoppableJob<ExplainedImage>()
}

export interface ExplanationEvents {
  explaining: { readonly done: number; readonly total: number }
}
