import { cast } from './cast.ts'
import { constant, scalar } from '../sources/constant.ts'
import type { Emit, Tensor } from '../define-op.ts'
import { defineBinary, defineComparison, defineUnary } from './elementwise.ts'

export const add = defineBinary({
  type: 'add',
  node: 'AddV2',
  runsInBfloat16: true,
  gradient: (_, gradient) => ({ left: gradient, right: gradient })
})

export const subtract = defineBinary({
  type: 'subtract',
  node: 'Sub',
  runsInBfloat16: true,
  gradient: (emit, gradient) => ({ left: gradient, right: emit(negate, { input: gradient }) })
})

export const multiply = defineBinary({
  type: 'multiply',
  node: 'Mul',
  runsInBfloat16: true,
  gradient: (emit, gradient, { left, right }) => ({
    left: emit(multiply, { left: gradient, right }),
    right: emit(multiply, { left: gradient, right: left })
  })
})

export const divide = defineBinary({
  type: 'divide',
  node: 'RealDiv',
  gradient: (emit, gradient, { left, right }) => ({
    left: emit(divide, { left: gradient, right }),
    right: emit(negate, {
      input: emit(divide, {
        left: emit(multiply, { left: gradient, right: left }),
        right: emit(square, { input: right })
      })
    })
  })
})

/** The quotient, and 0 where the divisor is 0. */
export const divideNoNan = defineBinary({
  type: 'divideNoNan',
  node: 'DivNoNan',
  gradient: (emit, gradient, { right, output }) => ({
    left: emit(divideNoNan, { left: gradient, right }),
    right: emit(negate, {
      input: emit(divideNoNan, { left: emit(multiply, { left: gradient, right: output }), right })
    })
  })
})

/** The larger of two; of equals the left one learns, as in TensorFlow. */
export const maximum = defineBinary({
  type: 'maximum',
  node: 'Maximum',
  runsInBfloat16: true,
  gradient: (emit, gradient, { left, right }) => shared(emit, gradient, emit(greaterEqual, { left, right }))
})

/** The smaller of two; of equals the left one learns, as in TensorFlow. */
export const minimum = defineBinary({
  type: 'minimum',
  node: 'Minimum',
  gradient: (emit, gradient, { left, right }) =>
    shared(emit, gradient, emit(greaterEqual, { left: right, right: left }))
})

/** The gradient handed to the operand that was taken. */
function shared(emit: Emit, gradient: Tensor, isLeft: Tensor): { readonly left: Tensor; readonly right: Tensor } {
  const left = emit(multiply, { left: gradient, right: emit(cast, { input: isLeft }, { to: 'float32' }) })
  return { left, right: emit(subtract, { left: gradient, right: left }) }
}

export const equal = defineComparison('equal', 'Equal')
export const greater = defineComparison('greater', 'Greater')
export const greaterEqual = defineComparison('greaterEqual', 'GreaterEqual')

export const negate = defineUnary({
  type: 'negate',
  node: 'Neg',
  gradient: (emit, gradient) => emit(negate, { input: gradient })
})

export const square = defineUnary({
  type: 'square',
  node: 'Square',
  gradient: (emit, gradient, input) =>
    emit(multiply, {
      left: gradient,
      right: emit(multiply, { left: input, right: emit(constant, {}, scalar(2)) })
    })
})

/** At 0, where the root is infinitely steep, nothing flows back. */
export const sqrt = defineUnary({
  type: 'sqrt',
  node: 'Sqrt',
  gradient: (emit, gradient, _, output) =>
    emit(divideNoNan, {
      left: gradient,
      right: emit(multiply, { left: output, right: emit(constant, {}, scalar(2)) })
    })
})
