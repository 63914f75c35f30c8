import { alexnetStage } from '../../blocks/alexnet-stage.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { integer } from '../../parameters.ts'
import { drawClassifier, networkParameters, scaled } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'
import { hiddenLayers } from './hidden-layers.ts'

const behindFirst = { normalize: 'beforePooling', pool: true }

export const alexnet = defineNetwork({
  id: 'alexnet',
  name: 'AlexNet',
  year: 2012,
  paper:
    'Krizhevsky, Sutskever and Hinton, "ImageNet Classification with Deep Convolutional Neural Networks", 2012, figure 2',
  settings:
    'Local response normalization as in the paper: size 5, k 2, beta 0.75, and its alpha of 1e-4 over the sum, which is 5e-4 over the mean.',
  summary:
    'The network that made deep learning the way to see: it won the 2012 ImageNet competition by a wide margin, trained on two graphics cards. It brought ReLU, dropout and pooling windows that overlap to large networks. Its channels were dealt to the two cards: look at stages 2, 4 and 5, where filters see one half alone, and set the groups to 1 to see what that saved.',
  parameters: {
    groups: integer({
      default: 2,
      min: 1,
      max: 2,
      help: 'Groups of convolutions 2, 4 and 5: 2 as on the paper’s two graphics cards, 1 for filters that see all channels.'
    }),
    ...networkParameters({ size: 227, min: 67 })
  },
  draw: ({ groups, width, ...image }) =>
    drawClassifier({
      ...image,
      body(graph, input) {
        const stages = [
          { filters: 96, kernelSize: 11, stride: 4, ...behindFirst },
          { filters: 256, kernelSize: 5, padding: 2, groups, ...behindFirst },
          { filters: 384, kernelSize: 3, padding: 1 },
          { filters: 384, kernelSize: 3, padding: 1, groups },
          { filters: 256, kernelSize: 3, padding: 1, groups, pool: true }
        ]
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
