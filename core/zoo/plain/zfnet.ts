import { alexnetStage } from '../../blocks/alexnet-stage.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { drawClassifier, networkParameters, scaled } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'
import { hiddenLayers } from './hidden-layers.ts'

const behindFirst = { pool: true, poolPadding: 1, normalize: 'afterPooling' }

const stages = [
  { filters: 96, kernelSize: 7, stride: 2, padding: 1, ...behindFirst },
  { filters: 256, kernelSize: 5, stride: 2, ...behindFirst },
  { filters: 384, kernelSize: 3, padding: 1 },
  { filters: 384, kernelSize: 3, padding: 1 },
  { filters: 256, kernelSize: 3, padding: 1, pool: true }
]

export const zfnet = defineNetwork({
  id: 'zfnet',
  name: 'ZFNet',
  year: 2013,
  paper: 'Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", 2013, figure 3',
  settings:
    'Local response normalization as in AlexNet’s paper: size 5, k 2, beta 0.75, and its alpha of 1e-4 over the sum, which is 5e-4 over the mean.',
  summary:
    'AlexNet mended by looking inside it: the authors mapped what layers answer to back onto images, and saw that its first layer, with windows of 11×11 and a stride of 4, missed the middle frequencies and left gaps. Theirs has 7×7 and a stride of 2. Compare the first stages of both networks: the receptive fields, and how much finer the first maps are.',
  parameters: networkParameters({ size: 224, min: 53 }),
  draw: ({ width, ...image }) =>
    drawClassifier({
      ...image,
      body(graph, input) {
        const features = stages.reduce<PortReference>(
          (from, { filters, ...rest }, position) =>
            graph.block(alexnetStage, { filters: scaled(filters, width), ...rest }, from, {
              name: `stage${position + 1}`
            }),
          input
        )
        return hiddenLayers(graph, features, scaled(4096, width))
      }
    })
})
