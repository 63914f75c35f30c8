import { defineProblem } from '../problem.ts'

export const noImage = defineProblem('explain/no-image', 'error', () => ({
  message: 'No image reaches the output of this network, so there is no image to explain it by.',
  fix: 'Join the image of a data node to the first layer, and train again.'
}))

export const severalInputs = defineProblem<{ readonly count: number }>(
  'explain/several-inputs',
  'error',
  ({ count }) => ({
    message: `The network has ${count} data nodes; an explanation looks at one image.`,
    fix: 'Explain a network with one data node.'
  })
)

export const otherInputs = defineProblem('explain/other-inputs', 'error', () => ({
  message: 'The output of the network depends on more than the image.',
  fix: 'Explain a network that reads images alone.'
}))

export const noOutput = defineProblem('explain/no-output', 'error', () => ({
  message: 'The network has no output node, so there is nothing to explain.',
  fix: 'Join an output node to the last layer, and train again.'
}))

export const noFeatureMap = defineProblem('explain/no-feature-map', 'error', () => ({
  message: 'No layer of this network keeps height and width, so no place in the image stands for a part of its output.',
  fix: 'Use it on a network with convolutions.'
}))

export const noRectifier = defineProblem('explain/no-rectifier', 'error', () => ({
  message: 'The network has no ReLU, so there is nothing to guide: the result would be the plain gradient.',
  fix: 'Use the gradient, or a network with ReLU or ReLU6.'
}))

export const unknownLayer = defineProblem<{ readonly name: string; readonly known: readonly string[] }>(
  'explain/unknown-layer',
  'error',
  ({ name, known }) => ({
    message: `There is no layer "${name}" that this explanation could look at.`,
    fix: `Name one of ${known.join(', ')}.`
  })
)

export const unknownTarget = defineProblem<{ readonly received: string; readonly known: readonly string[] }>(
  'explain/unknown-class',
  'error',
  ({ received, known }) => ({
    message: `The network does not tell "${received}" apart.`,
    fix: known.length === 0 ? 'It has one output: leave the class out.' : `Name one of ${known.join(', ')}.`
  })
)

export const unknownSample = defineProblem<{ readonly position: number; readonly total: number }>(
  'explain/unknown-sample',
  'error',
  ({ position, total }) => ({
    message: `There is no sample ${position}: the test set has ${total.toLocaleString('en-US')}, counted from 0.`,
    fix: `Name one from 0 to ${total - 1}.`
  })
)
