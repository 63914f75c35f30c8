import { z } from 'zod'
import type { Image } from '../data/place-image.ts'
import type { MetricValues } from '../metrics/metric.ts'
import type { ClassifierFigures } from '../train/metrics.ts'
import { takes } from './call.ts'
import { bytes, count, document, image, ofModel, split } from './forms.ts'

export interface Prediction {
  readonly classes: readonly string[]
  readonly probabilities: Float32Array
  /** The exact array that the network's first layer received, [height, width, channels]. */
  readonly seen: { readonly shape: readonly number[]; readonly values: Float32Array }
  readonly milliseconds: number
}

export interface Evaluation {
  readonly metrics: MetricValues
  /** Empty where the network does not sort into classes; so are the confusion and the probabilities. */
  readonly classes: readonly string[]
  /** Rows are the labels, columns the network's predictions. */
  readonly confusion: readonly (readonly number[])[]
  readonly indices: Int32Array
  readonly labels: Int32Array
  /** [samples, classes], row-major. */
  readonly probabilities: Float32Array
  /** Undefined where the network does not sort into classes. */
  readonly figures: ClassifierFigures | undefined
}

/** What one layer puts out for a sample: an image averaged over its channels and no larger than a thumbnail, or a vector. */
export interface LayerOverview {
  readonly key: string
  /** Node ids from the root graph down to the layer. */
  readonly ancestry: readonly string[]
  /** Of the whole output, without the batch. */
  readonly shape: readonly number[]
  /** Of `values`; a vector's width is 0. */
  readonly height: number
  readonly width: number
  readonly values: Float32Array
}

export interface LayerOutputs {
  /** How many samples there are to choose from. */
  readonly total: number
  /** Where the sample stands in the dataset. */
  readonly index: number
  /** Undefined where the dataset has no labels. */
  readonly label: number | undefined
  readonly layers: readonly LayerOverview[]
}

/** [height, width, channels] or a vector, row-major; of a very large one the first channels. */
export interface WholeOutput {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

export interface LayerTimes {
  /** Of one sample, forward, by node id; of a block all that is inside it. */
  readonly milliseconds: Readonly<Record<string, number>>
}

export const exploreCalls = {
  decodeImage: takes({ file: bytes }).answersByJob<Image>(),
  predict: takes({ ...ofModel, image }).answersByJob<Prediction>(),
  evaluate: takes({ ...ofModel, split }).answersByJob<Evaluation>(),
  /** What the layers of a model put out for one sample of its test set. */
  layerOutputs: takes({ ...ofModel, place: count }).answersByJob<LayerOutputs>(),
  /** All channels of one layer, by its key. */
  layerOutput: takes({
    ...ofModel,
    place: count,
    layer: z.string().min(1).max(2000)
  }).answersByJob<WholeOutput>(),
  /** Measures each layer by itself; fails with the code `times/stopped` once it is stopped. */
  timeLayers: takes({ document }).answersByStoppableJob<LayerTimes>()
}

export interface ExploreEvents {
  timing: { readonly done: number; readonly total: number }
}
