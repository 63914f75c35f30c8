import { elu } from './activation/elu.ts'
import { gelu } from './activation/gelu.ts'
import { hardSigmoid } from './activation/hard-sigmoid.ts'
import { hardSwish } from './activation/hard-swish.ts'
import { leakyRelu } from './activation/leaky-relu.ts'
import { prelu } from './activation/prelu.ts'
import { relu6 } from './activation/relu6.ts'
import { selu } from './activation/selu.ts'
import { softplus } from './activation/softplus.ts'
import { swish } from './activation/swish.ts'
import { relu } from './activation/relu.ts'
import { sigmoid } from './activation/sigmoid.ts'
import { softmax } from './activation/softmax.ts'
import { tanh } from './activation/tanh.ts'
import { conv2d } from './convolution/conv2d.ts'
import { conv2dTranspose } from './convolution/conv2d-transpose.ts'
import { depthwiseConv2d } from './convolution/depthwise-conv2d.ts'
import { separableConv2d } from './convolution/separable-conv2d.ts'
import { data } from './data/data.ts'
import { noise } from './data/noise.ts'
import type { AnyLayer } from './define-layer.ts'
import { dense } from './dense/dense.ts'
import { binaryCrossEntropy } from './loss/binary-cross-entropy.ts'
import { hinge } from './loss/hinge.ts'
import { huber } from './loss/huber.ts'
import { kullbackLeiblerDivergence } from './loss/kullback-leibler-divergence.ts'
import { meanAbsoluteError } from './loss/mean-absolute-error.ts'
import { meanSquaredError } from './loss/mean-squared-error.ts'
import { softmaxCrossEntropy } from './loss/softmax-cross-entropy.ts'
import { add } from './merging/add.ts'
import { average } from './merging/average.ts'
import { concatenate } from './merging/concatenate.ts'
import { dot } from './merging/dot.ts'
import { maximum } from './merging/maximum.ts'
import { multiply } from './merging/multiply.ts'
import { subtract } from './merging/subtract.ts'
import { batchNormalization } from './normalization/batch-normalization.ts'
import { groupNormalization } from './normalization/group-normalization.ts'
import { l2Normalization } from './normalization/l2-normalization.ts'
import { layerNormalization } from './normalization/layer-normalization.ts'
import { localResponseNormalization } from './normalization/local-response-normalization.ts'
import { output } from './output/output.ts'
import { adaptiveAveragePooling2d } from './pooling/adaptive-average-pooling2d.ts'
import { averagePooling2d } from './pooling/average-pooling2d.ts'
import { globalAveragePooling2d } from './pooling/global-average-pooling2d.ts'
import { globalMaxPooling2d } from './pooling/global-max-pooling2d.ts'
import { l2Pooling2d } from './pooling/l2-pooling2d.ts'
import { maxPooling2d } from './pooling/max-pooling2d.ts'
import { dropout } from './regularization/dropout.ts'
import { gaussianNoise } from './regularization/gaussian-noise.ts'
import { spatialDropout2d } from './regularization/spatial-dropout2d.ts'
import { stopGradient } from './regularization/stop-gradient.ts'
import { constant } from './shape/constant.ts'
import { cropping2d } from './shape/cropping2d.ts'
import { flatten } from './shape/flatten.ts'
import { permute } from './shape/permute.ts'
import { reflectionPadding2d } from './shape/reflection-padding2d.ts'
import { repeatVector } from './shape/repeat-vector.ts'
import { reshape } from './shape/reshape.ts'
import { resizing } from './shape/resizing.ts'
import { upSampling2d } from './shape/up-sampling2d.ts'
import { channelPadding } from './shape/channel-padding.ts'
import { zeroPadding2d } from './shape/zero-padding2d.ts'

/** All layers, in the order of the palette. */
export const layerCatalogue: readonly AnyLayer[] = [
  data,
  noise,
  conv2d,
  depthwiseConv2d,
  separableConv2d,
  conv2dTranspose,
  maxPooling2d,
  averagePooling2d,
  l2Pooling2d,
  globalMaxPooling2d,
  globalAveragePooling2d,
  adaptiveAveragePooling2d,
  relu,
  leakyRelu,
  prelu,
  relu6,
  elu,
  selu,
  gelu,
  swish,
  hardSwish,
  tanh,
  sigmoid,
  hardSigmoid,
  softplus,
  softmax,
  batchNormalization,
  layerNormalization,
  groupNormalization,
  localResponseNormalization,
  l2Normalization,
  dropout,
  spatialDropout2d,
  gaussianNoise,
  stopGradient,
  dense,
  flatten,
  reshape,
  permute,
  repeatVector,
  zeroPadding2d,
  channelPadding,
  reflectionPadding2d,
  cropping2d,
  resizing,
  upSampling2d,
  constant,
  add,
  subtract,
  multiply,
  average,
  maximum,
  concatenate,
  dot,
  softmaxCrossEntropy,
  binaryCrossEntropy,
  meanSquaredError,
  meanAbsoluteError,
  huber,
  hinge,
  kullbackLeiblerDivergence,
  output
]

const byType: ReadonlyMap<string, AnyLayer> = new Map(layerCatalogue.map(layer => [layer.type, layer]))

/** The layer of a node's type; undefined for block nodes and for types that this version does not know. */
export function layerOf(type: string): AnyLayer | undefined {
  return byType.get(type)
}
