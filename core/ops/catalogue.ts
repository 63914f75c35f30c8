import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from './resampling/pooling.ts'
import { addParts, joinBatch, partSizes, splitBatch } from './batch/parts.ts'
import { momentsOfParts } from './normalization/moments-of-parts.ts'
import { batchNormalize, batchNormalizeGradient } from './normalization/batch-normalize.ts'
import { biasAdd, biasAddGradient } from './linear-algebra/bias-add.ts'
import {
  add,
  divide,
  divideNoNan,
  equal,
  greater,
  greaterEqual,
  maximum,
  minimum,
  multiply,
  negate,
  square,
  sqrt,
  subtract
} from './elementwise/arithmetic.ts'
import { cast } from './elementwise/cast.ts'
import { argMax, oneHot } from './classes/classes.ts'
import { clip } from './elementwise/clip.ts'
import { concat } from './shape/concat.ts'
import { constant } from './sources/constant.ts'
import { conv2d, conv2dFilterGradient, conv2dInputGradient } from './convolution/conv2d.ts'
import { conv2dTranspose } from './convolution/conv2d-transpose.ts'
import {
  depthwiseConv2d,
  depthwiseConv2dFilterGradient,
  depthwiseConv2dInputGradient
} from './convolution/depthwise-conv2d.ts'
import {
  elu,
  eluGradient,
  erf,
  leakyRelu,
  leakyReluGradient,
  relu6,
  relu6Gradient,
  selu,
  seluGradient,
  softplus,
  softplusGradient
} from './elementwise/activations.ts'
import { batchMatMul } from './linear-algebra/batch-mat-mul.ts'
import { transpose } from './shape/transpose.ts'
import { standardize } from './normalization/standardize.ts'
import { tile } from './shape/tile.ts'
import { reduceMax } from './reduction/reduce-max.ts'
import { logSoftmax } from './classes/log-softmax.ts'
import { mirrorPad, mirrorPadGradient } from './shape/mirror-pad.ts'
import { resizeNearest, resizeNearestGradient } from './resampling/resize-nearest.ts'
import type { AnyOp } from './define-op.ts'
import { feed } from './sources/feed.ts'
import { fill } from './sources/fill.ts'
import { l2Normalize } from './normalization/l2-normalize.ts'
import { localResponseNormalize, localResponseNormalizeGradient } from './normalization/local-response-normalize.ts'
import { matMul } from './linear-algebra/mat-mul.ts'
import {
  applyAdaGrad,
  applyAdam,
  applyAmsGrad,
  applyCenteredRmsProp,
  applyGradientDescent,
  applyMomentum,
  applyNesterov,
  applyRmsProp
} from './variables/optimizer-ops.ts'
import { orthonormalize } from './linear-algebra/orthonormalize.ts'
import { pad, slice } from './shape/pad-and-slice.ts'
import { power } from './elementwise/power.ts'
import {
  randomNormal,
  randomNormalLike,
  randomTruncatedNormal,
  randomUniform,
  randomUniformLike
} from './sources/random.ts'
import { broadcastTo, countAlong, sum } from './reduction/reduce.ts'
import { mean } from './reduction/mean.ts'
import { reshape } from './shape/reshape.ts'
import { resizeAntialiased, resizeAntialiasedGradient } from './resampling/resize-antialiased.ts'
import { reverse } from './shape/reverse.ts'
import { resizeBilinear, resizeBilinearGradient } from './resampling/resize-bilinear.ts'
import { softmaxCrossEntropyWithLogits } from './classes/softmax-cross-entropy-with-logits.ts'
import { softmax } from './classes/softmax.ts'
import { select } from './elementwise/select.ts'
import { stopGradient } from './sources/stop-gradient.ts'
import {
  absolute,
  exp,
  log,
  relu,
  reluGradient,
  sigmoid,
  sigmoidGradient,
  sign,
  tanh,
  tanhGradient
} from './elementwise/unary.ts'
import { addToVariable, assignVariable, gatherVariable, readVariable } from './variables/variable-ops.ts'
import { withRole } from './sources/with-role.ts'

/** Every op there is. The contract test runs each of them with its examples. */
export const ops: readonly AnyOp[] = [
  absolute,
  add,
  addParts,
  addToVariable,
  applyAdaGrad,
  applyAdam,
  applyAmsGrad,
  applyCenteredRmsProp,
  applyGradientDescent,
  applyMomentum,
  applyNesterov,
  applyRmsProp,
  argMax,
  assignVariable,
  averagePool,
  averagePoolGradient,
  batchMatMul,
  batchNormalize,
  batchNormalizeGradient,
  biasAdd,
  biasAddGradient,
  broadcastTo,
  cast,
  clip,
  concat,
  constant,
  conv2d,
  conv2dFilterGradient,
  conv2dInputGradient,
  conv2dTranspose,
  depthwiseConv2d,
  depthwiseConv2dFilterGradient,
  depthwiseConv2dInputGradient,
  countAlong,
  divide,
  divideNoNan,
  elu,
  eluGradient,
  equal,
  erf,
  exp,
  feed,
  fill,
  gatherVariable,
  greater,
  greaterEqual,
  leakyRelu,
  leakyReluGradient,
  l2Normalize,
  localResponseNormalize,
  localResponseNormalizeGradient,
  joinBatch,
  log,
  logSoftmax,
  matMul,
  maximum,
  maxPool,
  maxPoolGradient,
  mean,
  minimum,
  mirrorPad,
  mirrorPadGradient,
  momentsOfParts,
  multiply,
  negate,
  oneHot,
  orthonormalize,
  pad,
  partSizes,
  power,
  randomNormal,
  randomNormalLike,
  randomTruncatedNormal,
  randomUniform,
  randomUniformLike,
  readVariable,
  reduceMax,
  relu,
  relu6,
  relu6Gradient,
  reluGradient,
  reshape,
  resizeAntialiased,
  resizeAntialiasedGradient,
  resizeBilinear,
  resizeBilinearGradient,
  resizeNearest,
  resizeNearestGradient,
  reverse,
  select,
  selu,
  seluGradient,
  sigmoid,
  sigmoidGradient,
  sign,
  slice,
  softmax,
  softmaxCrossEntropyWithLogits,
  softplus,
  softplusGradient,
  splitBatch,
  square,
  sqrt,
  standardize,
  stopGradient,
  subtract,
  sum,
  tanh,
  tanhGradient,
  tile,
  transpose,
  withRole
]
