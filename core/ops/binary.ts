import { defineBinary, defineComparison } from './elementwise.ts'
import { negate, square } from './unary.ts'

export const add = defineBinary({
  type: 'add',
  node: 'AddV2',
  gradient: (_, gradient) => ({ left: gradient, right: gradient })
})

export const subtract = defineBinary({
  type: 'subtract',
  node: 'Sub',
  gradient: (emit, gradient) => ({ left: gradient, right: emit(negate, { input: gradient }) })
})

export const multiply = defineBinary({
  type: 'multiply',
  node: 'Mul',
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

export const equal = defineComparison('equal', 'Equal')
export const greaterEqual = defineComparison('greaterEqual', 'GreaterEqual')
