import { elu as eluOp, erf, relu6 } from '../ops/elementwise/activations.ts'
import { add, multiply, subtract } from '../ops/elementwise/arithmetic.ts'
import type { Tensor } from '../ops/define-op.ts'
import { relu, sigmoid, tanh } from '../ops/elementwise/unary.ts'
import type { LayerScope } from './define-layer.ts'
import { plus, times } from './with-number.ts'

/** Activations that TensorFlow has no node for, made of its nodes, and those that a parameter changes. */

/** x, or alpha · (exp(x) − 1) below 0. */
export function elu(input: Tensor, alpha: number, scope: LayerScope): Tensor {
  const whole = scope.op(eluOp, { input })
  if (alpha === 1) return whole
  const positive = scope.op(relu, { input })
  const negative = scope.op(subtract, { left: whole, right: positive })
  return scope.op(add, { left: positive, right: times(negative, alpha, scope) })
}

/** x times the share of a standard normal below x; Hendrycks and Gimpel 2016, equations (1) and (2). */
export function gelu(input: Tensor, isApproximate: boolean, scope: LayerScope): Tensor {
  const fraction = isApproximate
    ? scope.op(tanh, { input: times(cubic(input, scope), Math.sqrt(2 / Math.PI), scope) })
    : scope.op(erf, { input: times(input, Math.SQRT1_2, scope) })
  return scope.op(multiply, { left: times(input, 0.5, scope), right: plus(fraction, 1, scope) })
}

/** x + 0.044715 · x³ */
function cubic(input: Tensor, scope: LayerScope): Tensor {
  const square = scope.op(multiply, { left: input, right: input })
  const cube = scope.op(multiply, { left: square, right: input })
  return scope.op(add, { left: input, right: times(cube, 0.044715, scope) })
}

/** x · sigmoid(x) */
export function swish(input: Tensor, scope: LayerScope): Tensor {
  return scope.op(multiply, { left: input, right: scope.op(sigmoid, { input }) })
}

/** min(max(x + 3, 0), 6) / 6 */
export function hardSigmoid(input: Tensor, scope: LayerScope): Tensor {
  return times(scope.op(relu6, { input: plus(input, 3, scope) }), 1 / 6, scope)
}

/** x · hardSigmoid(x) */
export function hardSwish(input: Tensor, scope: LayerScope): Tensor {
  return scope.op(multiply, { left: input, right: hardSigmoid(input, scope) })
}
