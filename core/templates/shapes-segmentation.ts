import { unetDecoder } from '../blocks/unet-decoder.ts'
import { unetEncoder } from '../blocks/unet-encoder.ts'
import { classesOf, fieldOf } from '../data/fields/catalogue.ts'
import { shapes as dataset } from '../data/sources/built-in.ts'
import { defaultRecipe } from '../document/create-document.ts'
import type { PortReference } from '../graph/drawing.ts'
import { drawNetwork } from '../graph/graph-builder.ts'
import type { Recipe } from '../recipe/recipe.ts'
import type { OwnTemplate } from './template.ts'

function withRate(recipe: Recipe, learningRate: number): Recipe {
  return {
    ...recipe,
    updates: recipe.updates.map(update => ({ ...update, optimizer: { ...update.optimizer, learningRate } }))
  }
}

const classCount = classesOf(fieldOf(dataset.fields ?? [], 'mask')).length

/** A class for each pixel. */
export const shapesSegmentation: OwnTemplate = {
  id: 'shapesSegmentation',
  name: 'Shapes, pixel by pixel',
  summary:
    'A small U-Net on made-up images of colored shapes, which says of each pixel whether it belongs to a circle, a square, a triangle, a cross or the ground.',
  paper:
    'Ronneberger, Fischer and Brox, "U-Net: Convolutional Networks for Biomedical Image Segmentation", 2015, with fewer filters and steps',
  year: 2015,
  datasets: [dataset],
  // Its shapes come out in the first eight epochs, which at the usual rate show the ground alone.
  recipe: withRate(defaultRecipe, 0.003),
  draw: () =>
    drawNetwork(graph => {
      const data = graph.layer('data', { dataset: dataset.id, size: dataset.size, channels: dataset.channels })
      const skips: PortReference[] = []
      let features: PortReference = data.output('image')
      for (const step of [0, 1, 2]) {
        const down = graph.block(unetEncoder, { filters: 8 * 2 ** step }, features, { name: `down${step + 1}` })
        skips.push(down.output('skip'))
        features = down
      }
      const bottom = { filters: 64, padding: 'same', activation: 'relu', kernelInitializer: 'heNormal' }
      for (const position of [1, 2]) features = graph.layer('conv2d', bottom, features, { name: `bottom${position}` })
      for (const [step, skip] of [...skips.entries()].reverse()) {
        const ports = { input: features, skip }
        features = graph.block(unetDecoder, { filters: 8 * 2 ** step }, ports, { name: `up${step + 1}` })
      }
      const classes = graph.layer('conv2d', { filters: classCount, kernelSize: [1, 1] }, features, { name: 'classes' })
      const ports = { prediction: classes, target: data.output('mask') }
      graph.layer('softmaxCrossEntropy', {}, ports, { name: 'loss' })
      graph.layer('output', {}, classes)
    })
}
