import { convolutionUnit } from '../../blocks/convolution-unit.ts'
import { denseBlock } from '../../blocks/dense-block.ts'
import { transition } from '../../blocks/transition.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { drawClassifier, explicitly, networkParameters, scaled } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'

const repeats = [6, 12, 24, 16] as const

export const densenet121 = defineNetwork({
  id: 'densenet121',
  name: 'DenseNet-121',
  year: 2016,
  paper: 'Huang, Liu, van der Maaten and Weinberger, "Densely Connected Convolutional Networks", 2016, table 1',
  settings: 'Batch normalizations as in Keras’s DenseNet121: epsilon 1.001e-5, momentum 0.99.',
  summary:
    'Layers that add 32 channels each and read all channels before them: features are kept and used again, where ResNet adds over them. It has a third of ResNet-50’s parameters. Open a dense block: the concatenation is all there is to it; then look at how its channels grow from repeat to repeat, and at the transitions that halve them.',
  parameters: networkParameters({ size: 224, min: 32 }),
  draw: ({ width, ...image }) =>
    drawClassifier({
      ...image,
      body(graph, input) {
        const growth = scaled(32, width)
        let channels = 2 * growth
        const window = { kernelSize: [7, 7], strides: [2, 2], ...explicitly(3) }
        const conv = graph.block(convolutionUnit, { filters: channels, epsilon: 1.001e-5, ...window }, input, {
          name: 'conv1'
        })
        const halving = { poolSize: [3, 3], strides: [2, 2], ...explicitly(1) }
        let features: PortReference = graph.layer('maxPooling2d', halving, conv, { name: 'pool1' })
        repeats.forEach((repeat, index) => {
          if (index > 0) {
            channels /= 2
            features = graph.block(transition, { filters: channels }, features, { name: `transition${index}` })
          }
          features = graph.block(denseBlock, { growth }, features, { name: `block${index + 1}`, repeat })
          channels += repeat * growth
        })
        const norm = graph.layer('batchNormalization', { epsilon: 1.001e-5 }, features, { name: 'norm' })
        const relu = graph.layer('relu', {}, norm, { name: 'relu' })
        return graph.layer('globalAveragePooling2d', {}, relu, { name: 'average' })
      }
    })
})
