import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from './pooling.ts'
import { batchNormalize, batchNormalizeGradient, biasedVariance } from './batch-normalize.ts'
import { biasAdd, biasAddGradient } from './bias-add.ts'
import {
  add,
  divide,
  divideNoNan,
  equal,
  greaterEqual,
  maximum,
  minimum,
  multiply,
  negate,
  square,
  sqrt,
  subtract
} from './arithmetic.ts'
import { cast } from './cast.ts'
import { argMax, oneHot } from './classes.ts'
import { clip } from './clip.ts'
import { concat } from './concat.ts'
import { constant } from './constant.ts'
import { conv2d, conv2dFilterGradient, conv2dInputGradient } from './conv2d.ts'
import { conv2dTranspose } from './conv2d-transpose.ts'
import { depthwiseConv2d, depthwiseConv2dFilterGradient, depthwiseConv2dInputGradient } from './depthwise-conv2d.ts'
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
} from './activations.ts'
import { batchMatMul } from './batch-mat-mul.ts'
import { transpose } from './transpose.ts'
import { standardize } from './standardize.ts'
import { tile } from './tile.ts'
import { reduceMax } from './reduce-max.ts'
import { logSoftmax } from './log-softmax.ts'
import { mirrorPad, mirrorPadGradient } from './mirror-pad.ts'
import { resizeNearest, resizeNearestGradient } from './resize-nearest.ts'
import type { AnyOp } from './define-op.ts'
import { feed } from './feed.ts'
import { fill } from './fill.ts'
import { l2Normalize } from './l2-normalize.ts'
import { localResponseNormalize, localResponseNormalizeGradient } from './local-response-normalize.ts'
import { matMul } from './mat-mul.ts'
import {
  applyAdaGrad,
  applyAdam,
  applyAmsGrad,
  applyCenteredRmsProp,
  applyGradientDescent,
  applyMomentum,
  applyNesterov,
  applyRmsProp
} from './optimizer-ops.ts'
import { orthonormalize } from './orthonormalize.ts'
import { pad, slice } from './pad-and-slice.ts'
import { power } from './power.ts'
import { randomNormal, randomNormalLike, randomTruncatedNormal, randomUniform, randomUniformLike } from './random.ts'
import { broadcastTo, countAlong, sum } from './reduce.ts'
import { mean } from './mean.ts'
import { reshape } from './reshape.ts'
import { resizeBilinear, resizeBilinearGradient } from './resize-bilinear.ts'
import { softmaxCrossEntropyWithLogits } from './softmax-cross-entropy-with-logits.ts'
import { softmax } from './softmax.ts'
import { stopGradient } from './stop-gradient.ts'
import { absolute, exp, log, relu, reluGradient, sigmoid, sigmoidGradient, sign, tanh, tanhGradient } from './unary.ts'
import { addToVariable, assignVariable, gatherVariable, readVariable } from './variable-ops.ts'
import { withRole } from './with-role.ts'

/** Every op there is. The contract test runs each of them with its examples. */
export const ops: readonly AnyOp[] = [
  absolute,
  add,
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
  biasedVariance,
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
  greaterEqual,
  leakyRelu,
  leakyReluGradient,
  l2Normalize,
  localResponseNormalize,
  localResponseNormalizeGradient,
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
  multiply,
  negate,
  oneHot,
  orthonormalize,
  pad,
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
  resizeBilinear,
  resizeBilinearGradient,
  resizeNearest,
  resizeNearestGradient,
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
