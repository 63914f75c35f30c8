import { digits } from '../data/sources/built-in.ts'
import { defineBlock } from '../graph/define-block.ts'
import type { Drawing } from '../graph/drawing.ts'
import { drawNetwork } from '../graph/graph-builder.ts'
import type { Recipe } from '../recipe/recipe.ts'
import type { OwnTemplate } from './template.ts'

const leakyRelu = { negativeSlope: 0.2 }
const windows = { kernelSize: [4, 4], strides: [2, 2], padding: 'same' } as const

const generator = defineBlock(
  {
    name: 'generator',
    label: 'Generator',
    summary: 'Makes an image of 28×28 from noise: each transposed convolution doubles height and width.',
    source: 'Radford et al., "Unsupervised representation learning with deep convolutional GANs", 2015',
    parameters: {}
  },
  graph => {
    const first = graph.layer('dense', { units: 7 * 7 * 64, useBias: false }, graph.input(), { name: 'project' })
    const small = graph.layer('reshape', { targetShape: [7, 7, 64] }, first)
    const start = graph.layer('relu', {}, graph.layer('batchNormalization', { momentum: 0.9 }, small))
    const wider = graph.layer('conv2dTranspose', { filters: 32, useBias: false, ...windows }, start, { name: 'grow' })
    const middle = graph.layer('relu', {}, graph.layer('batchNormalization', { momentum: 0.9 }, wider))
    graph.output(
      graph.layer('conv2dTranspose', { filters: 1, activation: 'tanh', ...windows }, middle, { name: 'draw' })
    )
  }
)

const discriminator = defineBlock(
  {
    name: 'discriminator',
    label: 'Discriminator',
    summary: 'Says how real an image looks, as one value before sigmoid.',
    source: 'Radford et al., "Unsupervised representation learning with deep convolutional GANs", 2015',
    parameters: {}
  },
  graph => {
    const first = graph.layer('conv2d', { filters: 32, ...windows }, graph.input(), { name: 'coarse' })
    const second = graph.layer('conv2d', { filters: 64, ...windows }, graph.layer('leakyRelu', leakyRelu, first), {
      name: 'fine'
    })
    const last = graph.layer('dropout', { rate: 0.3 }, graph.layer('leakyRelu', leakyRelu, second))
    graph.output(graph.layer('dense', { units: 1 }, graph.layer('flatten', {}, last), { name: 'judge' }))
  }
)

/** Two players on one dataset: the discriminator stands twice with the same weights, before real and made images. */
function drawGan(dataset: string): Drawing {
  return drawNetwork(graph => {
    const data = graph.layer('data', { dataset, scale: 'centered' }, {}, { name: 'digits' })
    const made = graph.block(generator, {}, graph.layer('noise', { shape: [64] }), { name: 'generator' })
    const real = graph.block(discriminator, {}, data.output('image'), { name: 'discriminator' })
    const judged = graph.block(discriminator, {}, made, { name: 'discriminatorAgain', weightsOf: real })
    const one = graph.layer('constant', { value: 1 }, judged, { name: 'one' })
    const realTarget = graph.layer('constant', { value: 0.9 }, real, { name: 'almostOne' })
    const madeTarget = graph.layer('constant', { value: 0 }, judged, { name: 'zero' })
    graph.layer('binaryCrossEntropy', {}, { prediction: real, target: realTarget }, { name: 'realLoss' })
    graph.layer('binaryCrossEntropy', {}, { prediction: judged, target: madeTarget }, { name: 'madeLoss' })
    graph.layer('binaryCrossEntropy', {}, { prediction: judged, target: one }, { name: 'generatorLoss' })
    graph.layer('output', { reads: 'asIs' }, made)
  })
}

const adam = { kind: 'adam', learningRate: 0.0005, beta1: 0.5 } as const

/** On each batch the discriminator learns to tell real from made, then the generator to be taken for real. */
const ganRecipe: Recipe = {
  updates: [
    { name: 'discriminator', losses: ['realLoss', 'madeLoss'], weights: ['discriminator'], optimizer: adam },
    { name: 'generator', losses: ['generatorLoss'], weights: ['generator'], optimizer: adam }
  ],
  batchSize: 64,
  epochs: 20,
  seed: 1
}

export const ganDigits: OwnTemplate = {
  id: 'ganDigits',
  name: 'GAN on digits',
  summary: 'Two players: a generator that makes digits from noise, and a discriminator that tells them from real ones.',
  paper: 'Goodfellow et al., "Generative adversarial nets"; Radford et al. 2015 for its layers',
  year: 2014,
  datasets: [digits],
  recipe: ganRecipe,
  draw: () => drawGan(digits.id)
}
