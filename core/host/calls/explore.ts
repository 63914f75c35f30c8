import { z } from 'zod'
import type { Image } from '../../data/place-image.ts'
import type { MetricValues } from '../../metrics/metric.ts'
import type { OutputEvaluation, OutputPrediction } from '../../outputs/catalogue.ts'
import { takes } from '../call.ts'
import { bytes, count, document, image, ofModel, split } from '../forms.ts'

/** What a model says of one image, by its kind of output. */
export type Prediction = OutputPrediction & {
  /** The exact array that the network's first layer received, [height, width, channels]. */
  readonly seen: { readonly shape: readonly number[]; readonly values: Float32Array }
  /** The same in bytes, black to white. */
  readonly input: Image
  readonly milliseconds: number
}

/** How a model does on a set of samples, by its kind of output. */
export type Evaluation = OutputEvaluation & {
  readonly metrics: MetricValues
  /** Where the samples stand in the dataset; other lists of an evaluation have the same order. */
  readonly indices: Int32Array
}

/** A sample of the dataset beside what the model says of it. */
export interface ShownSample {
  readonly index: number
  /** As the network sees it, in bytes. */
  readonly image: Image
  readonly prediction: OutputPrediction
  /** What a model that is always right would say; undefined where there is nothing to compare with. */
  readonly truth: OutputPrediction | undefined
}

/** What one layer puts out for a sample: an image averaged over its channels and no larger than a thumbnail, or a vector. */
export interface LayerOverview {
  readonly key: string
  /** Node ids from the root graph down to the layer. */
  readonly ancestry: readonly string[]
  /** The shape of the whole output, without the batch. */
  readonly shape: readonly number[]
  /** The size of `values`; a vector's width is 0. */
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

/** [height, width, channels] or a vector, row-major; only the first channels of a very large one. */
export interface WholeOutput {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

export interface LayerTimes {
  /** The time of one sample going forward, by node id; a block's covers all that is inside it. */
  readonly milliseconds: Readonly<Record<string, number>>
}

/** As many samples as one call answers with: a few screens of them. */
const mostShown = 256

export const exploreCalls = {
  decodeImage: takes({ file: bytes }).answersByJob<Image>(),
  predict: takes({ ...ofModel, image }).answersByJob<Prediction>(),
  evaluate: takes({ ...ofModel, split }).answersByStoppableJob<Evaluation>(),
  /** What a model says of the samples at these positions of its dataset. */
  showSamples: takes({
    ...ofModel,
    indices: z.array(count).max(mostShown).readonly()
  }).answersByJob<readonly ShownSample[]>(),
  /** What the layers of a model put out for one sample of its test set. */
  layerOutputs: takes({ ...ofModel, position: count }).answersByJob<LayerOutputs>(),
  /** All channels of one layer, by its key. */
  layerOutput: takes({
    ...ofModel,
    position: count,
    layer: z.string().min(1).max(2000)
  }).answersByJob<WholeOutput>(),
  /** Measures each layer by itself. */
  timeLayers: takes({ document }).answersByStoppableJob<LayerTimes>()
}

export interface ExploreEvents {
  evaluating: { readonly done: number; readonly total: number }
  timing: { readonly done: number; readonly total: number }
}
