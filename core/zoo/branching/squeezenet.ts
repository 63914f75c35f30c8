import { fire } from '../../blocks/fire.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { drawClassifier, networkParameters, scaled } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'

/** Table 1: squeeze and expand (as many of either kind); `pool` halves the image. */
const layers = [
  ['fire2', 16, 64],
  ['fire3', 16, 64],
  ['fire4', 32, 128],
  ['pool4', 0, 0],
  ['fire5', 32, 128],
  ['fire6', 48, 192],
  ['fire7', 48, 192],
  ['fire8', 64, 256],
  ['pool8', 0, 0],
  ['fire9', 64, 256]
] as const

export const squeezenet = defineNetwork({
  id: 'squeezenet',
  name: 'SqueezeNet',
  year: 2016,
  paper:
    'Iandola et al., "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model size", 2016, table 1; version 1.0',
  settings: 'Layers as in the paper’s version 1.0; weights begin as in He et al. 2015.',
  summary:
    'As accurate as AlexNet with a fiftieth of its parameters. Its fire modules squeeze the channels to few before any 3×3 filter sees them, images are halved late so that layers stay large, and a 1×1 convolution with a global average takes the place of all dense layers. Open a fire module and compare the parameters of its three convolutions.',
  parameters: networkParameters({ size: 227, min: 35 }),
  draw: ({ width, ...image }) =>
    drawClassifier({
      ...image,
      hasLogits: true,
      body(graph, input) {
        const start = { activation: 'relu', kernelInitializer: 'heNormal' }
        const pool = (name: string, from: PortReference) =>
          graph.layer('maxPooling2d', { poolSize: [3, 3], strides: [2, 2] }, from, { name })
        const window = { filters: scaled(96, width), kernelSize: [7, 7], strides: [2, 2], ...start }
        const conv1 = graph.layer('conv2d', window, input, { name: 'conv1' })
        const features = layers.reduce<PortReference>(
          (from, [name, squeeze, expand]) => {
            if (squeeze === 0) return pool(name, from)
            const expanded = scaled(expand, width)
            const counts = { squeeze: scaled(squeeze, width), expand1x1: expanded, expand3x3: expanded }
            return graph.block(fire, counts, from, { name })
          },
          pool('pool1', conv1)
        )
        const dropout = graph.layer('dropout', {}, features, { name: 'dropout' })
        const conv10 = { filters: image.classes, kernelSize: [1, 1], ...start }
        const maps = graph.layer('conv2d', conv10, dropout, { name: 'conv10' })
        return graph.layer('globalAveragePooling2d', {}, maps, { name: 'logits' })
      }
    })
})
