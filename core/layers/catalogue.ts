import { relu } from './activation/relu.ts'
import { sigmoid } from './activation/sigmoid.ts'
import { softmax } from './activation/softmax.ts'
import { tanh } from './activation/tanh.ts'
import { conv2d } from './convolution/conv2d.ts'
import { data } from './data/data.ts'
import type { AnyLayer } from './define-layer.ts'
import { dense } from './dense/dense.ts'
import { meanSquaredError } from './loss/mean-squared-error.ts'
import { softmaxCrossEntropy } from './loss/softmax-cross-entropy.ts'
import { add } from './merging/add.ts'
import { concatenate } from './merging/concatenate.ts'
import { batchNormalisation } from './normalisation/batch-normalisation.ts'
import { output } from './output/output.ts'
import { averagePooling2d } from './pooling/average-pooling2d.ts'
import { globalAveragePooling2d } from './pooling/global-average-pooling2d.ts'
import { maxPooling2d } from './pooling/max-pooling2d.ts'
import { dropout } from './regularisation/dropout.ts'
import { flatten } from './shape/flatten.ts'

/** All layers, in the order of the palette. */
export const layerCatalogue: readonly AnyLayer[] = [
  data,
  conv2d,
  maxPooling2d,
  averagePooling2d,
  globalAveragePooling2d,
  relu,
  tanh,
  sigmoid,
  softmax,
  batchNormalisation,
  dropout,
  dense,
  flatten,
  add,
  concatenate,
  softmaxCrossEntropy,
  meanSquaredError,
  output
]

const byType: ReadonlyMap<string, AnyLayer> = new Map(layerCatalogue.map(layer => [layer.type, layer]))

/** The layer of a node's type; undefined for block nodes and for types that this version does not know. */
export function layerOf(type: string): AnyLayer | undefined {
  return byType.get(type)
}
