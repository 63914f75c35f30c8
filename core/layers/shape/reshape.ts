import { numberText } from '../../number-text.ts'
import { reshape as apply } from '../../ops/shape/reshape.ts'
import { batch, elementCount, sampleShape, shapeText } from '../../ops/tensor.ts'
import { list } from '../../parameters.ts'
import { defineProblem } from '../../problem.ts'
import { defineLayer } from '../define-layer.ts'

/** The target with its −1 computed from what the other sizes leave. */
function shapeFor(count: number, target: readonly number[]): readonly number[] {
  const given = target.filter(size => size !== -1).reduce((product, size) => product * size, 1)
  return target.map(size => (size === -1 ? count / given : size))
}

export const reshape = defineLayer({
  type: 'reshape',
  version: 1,
  label: 'Reshape',
  family: 'shape',
  summary: 'Gives the same values another shape: a row becomes an image again. Their order stays.',
  source: 'Keras Reshape',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {
    targetShape: list({
      default: [-1],
      min: -1,
      max: 1_048_576,
      minLength: 1,
      maxLength: 8,
      help: 'Sizes of the axes behind the batch, such as 7 × 7 × 64. One of them may be −1: what is left.'
    })
  },
  describe: ({ targetShape }) => targetShape.join('×').replace('-', '−'),
  check({ input }, { targetShape }, check) {
    const count = elementCount(sampleShape(input))
    const shape = shapeFor(count, targetShape)
    const isWhole = shape.every(size => Number.isInteger(size) && size > 0)
    if (!isWhole || targetShape.filter(size => size === -1).length > 1 || elementCount(shape) !== count) {
      check.report(reshapeCount, { shape: sampleShape(input), target: targetShape }, { parameter: 'targetShape' })
    }
  },
  build: ({ input }, { targetShape }, scope) =>
    scope.op(apply, { input }, { shape: [batch, ...shapeFor(elementCount(sampleShape(input)), targetShape)] }),
  arithmetic({ input }, { targetShape }) {
    const count = elementCount(sampleShape(input))
    return {
      formula: 'as many values before and behind',
      numbers: `${sampleShape(input).join(' × ')} = ${shapeFor(count, targetShape).join(' × ')}`,
      result: numberText(count)
    }
  },
  window: () => 'all',
  keras: {
    write: ({ targetShape }) => [{ className: 'Reshape', config: { target_shape: targetShape } }],
    read: { className: 'Reshape', defaults: {}, parameters: ({ target_shape: targetShape }) => ({ targetShape }) }
  },
  keepsLinear: true,
  examples: [
    { inputs: { input: [4, 3, 2] } },
    { inputs: { input: [12] }, parameters: { targetShape: [2, -1, 3] } },
    { inputs: { input: [2, 6] }, parameters: { targetShape: [3, 4] } }
  ]
})

export const reshapeCount = defineProblem<{
  readonly shape: readonly number[]
  readonly target: readonly number[]
}>('reshape/count', 'error', ({ shape, target }) => {
  const [count, wanted] = [elementCount(shape), elementCount(target.filter(size => size !== -1))]
  const free = target.filter(size => size === -1).length
  return {
    message:
      free > 1
        ? `${free} sizes are −1; only one of them can follow from the others.`
        : `${shapeText(shape)} holds ${numberText(count)} values, ${target.join('×').replace('-1', '−1')} ${free === 1 ? `needs a multiple of ${numberText(wanted)}` : `needs ${numberText(wanted)}`}.`,
    fix: `Choose sizes whose product is ${numberText(count)}; one of them may be −1.`
  }
})
