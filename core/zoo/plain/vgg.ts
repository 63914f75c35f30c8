import { vggStage } from '../../blocks/vgg-stage.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { drawClassifier, networkParameters, scaled } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'
import { hiddenLayers } from './hidden-layers.ts'

const filters = [64, 128, 256, 512, 512] as const

/** A configuration of the paper's table 1: convolutions of 3×3 in each of five stages, then three dense layers. */
function vgg(depth: number, convolutions: readonly [number, number, number, number, number], summary: string) {
  return defineNetwork({
    id: `vgg${depth}`,
    name: `VGG-${depth}`,
    year: 2014,
    paper:
      'Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition", 2014, table 1',
    settings: 'Layers as in the paper; weights begin as in He et al. 2015.',
    summary,
    parameters: networkParameters({ size: 224, min: 32 }),
    draw: ({ width, ...image }) =>
      drawClassifier({
        ...image,
        body(graph, input) {
          const features = convolutions.reduce<PortReference>(
            (from, count, stage) =>
              graph.block(vggStage, { filters: scaled(filters[stage] ?? 512, width), convolutions: count }, from, {
                name: `stage${stage + 1}`
              }),
            input
          )
          return hiddenLayers(graph, features, scaled(4096, width))
        }
      })
  })
}

export const vgg11 = vgg(
  11,
  [1, 1, 2, 2, 2],
  'The smallest of the VGG family, and the one that the deeper ones were started from: its trained layers were copied into them. Compare it with VGG-19 to see what eight more convolutions change: 8 % more parameters, two and a half times the work.'
)
export const vgg13 = vgg(
  13,
  [2, 2, 2, 2, 2],
  'VGG-11 with a second convolution in the first two stages, where images are large. Look at the MACs: the two added layers bring almost half as much work again, and next to no parameters.'
)
export const vgg16 = vgg(
  16,
  [2, 2, 3, 3, 3],
  'The network that showed that depth alone wins: nothing but 3×3 convolutions, halving and doubling, sixteen layers with weights. Two of them in a row see 5×5 pixels, three see 7×7, with fewer weights than one large window. Look at where its 138 million parameters are: three quarters of them in the first hidden dense layer.'
)
export const vgg19 = vgg(
  19,
  [2, 2, 4, 4, 4],
  'The deepest of the paper’s table, with four convolutions in each of the last three stages. It gained little over VGG-16: plain depth had reached its end, until ResNet’s shortcuts. Look at how the receptive field grows from stage to stage.'
)
