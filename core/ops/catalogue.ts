import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from './pooling.ts'
import { batchNormalise, batchNormaliseGradient, biasedVariance } from './batch-normalise.ts'
import { biasAdd, biasAddGradient } from './bias-add.ts'
import { add, divide, equal, greaterEqual, multiply, negate, square, squareRoot, subtract } from './arithmetic.ts'
import { cast } from './cast.ts'
import { argMax, oneHot } from './classes.ts'
import { concat } from './concat.ts'
import { constant } from './constant.ts'
import { conv2d, conv2dFilterGradient, conv2dInputGradient } from './conv2d.ts'
import type { AnyOp } from './define-op.ts'
import { feed } from './feed.ts'
import { fill } from './fill.ts'
import { matMul } from './mat-mul.ts'
import { applyAdam, applyGradientDescent, applyMomentum } from './optimiser-ops.ts'
import { pad, slice } from './pad-and-slice.ts'
import { power } from './power.ts'
import { randomTruncatedNormal, randomUniform, randomUniformLike } from './random.ts'
import { broadcastTo, countAlong, sum } from './reduce.ts'
import { mean } from './mean.ts'
import { reshape } from './reshape.ts'
import { resizeBilinear, resizeBilinearGradient } from './resize-bilinear.ts'
import { softmaxCrossEntropyWithLogits } from './softmax-cross-entropy-with-logits.ts'
import { softmax } from './softmax.ts'
import { absolute, exp, log, relu, reluGradient, sigmoid, sigmoidGradient, sign, tanh, tanhGradient } from './unary.ts'
import { addToVariable, assignVariable, gatherVariable, readVariable } from './variable-ops.ts'

/** Every op there is. The contract test runs each of them with its examples. */
export const ops: readonly AnyOp[] = [
  absolute,
  add,
  addToVariable,
  applyAdam,
  applyGradientDescent,
  applyMomentum,
  argMax,
  assignVariable,
  averagePool,
  averagePoolGradient,
  batchNormalise,
  batchNormaliseGradient,
  biasAdd,
  biasAddGradient,
  biasedVariance,
  broadcastTo,
  cast,
  concat,
  constant,
  conv2d,
  conv2dFilterGradient,
  conv2dInputGradient,
  divide,
  countAlong,
  equal,
  exp,
  feed,
  fill,
  gatherVariable,
  greaterEqual,
  log,
  matMul,
  maxPool,
  maxPoolGradient,
  mean,
  multiply,
  negate,
  oneHot,
  pad,
  power,
  randomTruncatedNormal,
  randomUniform,
  randomUniformLike,
  readVariable,
  relu,
  reluGradient,
  reshape,
  resizeBilinear,
  resizeBilinearGradient,
  sigmoid,
  sigmoidGradient,
  sign,
  slice,
  softmax,
  softmaxCrossEntropyWithLogits,
  square,
  squareRoot,
  subtract,
  sum,
  tanh,
  tanhGradient
]
