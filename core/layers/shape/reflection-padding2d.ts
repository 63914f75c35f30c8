import { mirrorPad } from '../../ops/shape/mirror-pad.ts'
import { sampleShape, shapeText, sizeOf } from '../../ops/tensor.ts'
import { defineProblem } from '../../problem.ts'
import { borderParameters, bordersArithmetic, bordersOfAxes, bordersText, bordersWindow } from '../windows/borders.ts'
import { defineLayer } from '../define-layer.ts'

export const reflectionPadding2d = defineLayer({
  type: 'reflectionPadding2d',
  version: 1,
  label: 'Reflection padding',
  family: 'shape',
  summary: 'Continues the image beyond its edges as in a mirror, so that no artificial border appears.',
  source: 'PyTorch ReflectionPad2d; TensorFlow pad(mode=REFLECT). Keras has no layer for it',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: borderParameters(1, 'mirrored'),
  describe: bordersText,
  check({ input }, { rows, columns }, check) {
    const sides = { rows: { at: 1, wanted: Math.max(...rows) }, columns: { at: 2, wanted: Math.max(...columns) } }
    for (const parameter of ['rows', 'columns'] as const) {
      const { at, wanted } = sides[parameter]
      const most = sizeOf(input, at) - 1
      if (wanted > most) {
        check.report(reflectionTooWide, { parameter, shape: sampleShape(input), wanted, most }, { parameter })
      }
    }
  },
  build: ({ input }, borders, scope) => scope.op(mirrorPad, { input }, { padding: bordersOfAxes(borders) }),
  arithmetic: ({ input }, borders) => bordersArithmetic(input, borders, '+'),
  window: borders => bordersWindow(borders, 1),
  examples: [
    { inputs: { input: [3, 4, 2] } },
    { inputs: { input: [3, 4, 2] }, parameters: { rows: [2, 0], columns: [1, 3] } }
  ]
})

export const reflectionTooWide = defineProblem<{
  readonly parameter: 'rows' | 'columns'
  readonly shape: readonly number[]
  readonly wanted: number
  readonly most: number
}>('padding/reflection-too-wide', 'error', ({ parameter, shape, wanted, most }) => ({
  message: `${wanted} ${parameter} cannot be mirrored in ${shapeText(shape)}: the edge itself is not repeated, so ${most} are the most.`,
  fix: `Mirror at most ${most} ${parameter}, or pad with zeros.`
}))
