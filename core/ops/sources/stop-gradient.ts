import { defineUnary } from '../elementwise/elementwise.ts'

/** The input as it is; nothing flows back. */
export const stopGradient = defineUnary({
  type: 'stopGradient',
  node: 'StopGradient',
  runsInBfloat16: true
})
