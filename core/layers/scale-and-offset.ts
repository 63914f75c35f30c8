import { add, multiply } from '../ops/elementwise/arithmetic.ts'
import { reshape } from '../ops/shape/reshape.ts'
import { isSameShape } from '../ops/shape-rules.ts'
import type { Tensor } from '../ops/define-op.ts'
import { number, toggle } from '../parameters.ts'
import { ones, zeros } from '../program/initializers.ts'
import type { LayerScope } from './define-layer.ts'
import type { KerasOptions } from './keras-form.ts'
import { trainingParameters, weightsFromKeras } from './weights.ts'

/** The rows of a parameter table for layers that normalize, then scale and shift by learned numbers. */
export const scaleAndOffsetParameters = {
  epsilon: number({
    default: 0.001,
    min: 1e-8,
    max: 1,
    logarithmic: true,
    help: 'Added to the variance, so that nothing is divided by 0.',
    advanced: true
  }),
  center: toggle({
    default: true,
    label: 'Learn an offset',
    help: 'Adds a learned number, beta, to each value that is normalized.',
    advanced: true
  }),
  scale: toggle({
    default: true,
    label: 'Learn a scale',
    help: 'Multiplies each value that is normalized by a learned number, gamma.',
    advanced: true
  }),
  ...trainingParameters
}

/** What Keras takes of these where a configuration leaves them out. */
export const kerasScaleDefaults = { axis: -1, epsilon: 0.001, center: true, scale: true } as const

/** The values of these rows among Keras's options. */
export function scaleFromKeras(options: KerasOptions): KerasOptions {
  const { epsilon, center, scale } = options
  return { epsilon, center, scale, ...weightsFromKeras(options) }
}

interface Learned {
  readonly center: boolean
  readonly scale: boolean
  /** Shape of gamma and beta. */
  readonly shape: readonly number[]
  /** The same with as many axes as it takes to lie along the input's last ones. */
  readonly along: readonly number[]
}

/** input × gamma + beta, as far as they are learned. */
export function scaleAndOffset(input: Tensor, { center, scale, shape, along }: Learned, scope: LayerScope): Tensor {
  const weight = (name: 'gamma' | 'beta'): Tensor => {
    const learned = scope.weight(name, shape, name === 'gamma' ? ones : zeros, { isKernel: false })
    return isSameShape(shape, along) ? learned : scope.op(reshape, { input: learned }, { shape: along })
  }
  const scaled = scale ? scope.op(multiply, { left: input, right: weight('gamma') }) : input
  return center ? scope.op(add, { left: scaled, right: weight('beta') }) : scaled
}
