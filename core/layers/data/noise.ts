import { choice, list } from '../../parameters.ts'
import { defineLayer } from '../define-layer.ts'

/**
 * Where something learns or is evaluated, its numbers are drawn in the graph, as a function of (seed, node, step). Where
 * something is predicted they are fed from outside, like an image: so a sample can be asked for again, a person can walk
 * from one to another, and an export takes noise as its input.
 */
export const noise = defineLayer({
  type: 'noise',
  version: 1,
  label: 'Noise',
  family: 'data',
  summary: 'Feeds random numbers, new ones for every sample of every step: what a generator makes images from.',
  source: 'Goodfellow et al., "Generative adversarial nets", 2014; Keras random.normal and random.uniform',
  inputs: {},
  parameters: {
    shape: list({
      default: [100],
      min: 1,
      max: 4096,
      minLength: 1,
      maxLength: 3,
      help: 'Shape of one sample: a length, or height, width and channels of an image.'
    }),
    distribution: choice(['normal', 'uniform'], {
      default: 'normal',
      optionLabels: { normal: 'Normal', uniform: 'Uniform' },
      help: 'Normal: mean 0 and deviation 1. Uniform: every value from −1 to 1 as likely as the other.'
    })
  },
  describe: ({ shape, distribution }) => `${shape.join('×')}, ${distribution}`,
  build: (_, { shape, distribution }, scope) => scope.noise(distribution, shape),
  keras: {
    write: ({ shape }) => [{ className: 'InputLayer', config: { batch_shape: [null, ...shape] } }]
  },
  examples: [{ inputs: {} }, { inputs: {}, parameters: { shape: [4, 3, 2], distribution: 'uniform' } }]
})
