import { networkInNetwork } from '../../blocks/network-in-network.ts'
import { drawClassifier, networkParameters, scaled } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'

export const nin = defineNetwork({
  id: 'nin',
  name: 'Network in network',
  year: 2013,
  paper: 'Lin, Chen and Yan, "Network In Network", 2013, figure 2; the network for CIFAR-10',
  settings: 'Layers as in the paper’s network for CIFAR-10; weights begin as in He et al. 2015.',
  summary:
    'It brought two ideas that stayed: 1×1 convolutions, which mix channels at every pixel, and a global average in place of dense layers. The last convolution gives one map a class, and its mean is the class’s score. Look at the end: there is no dense layer, and the average has no parameters that could overfit.',
  parameters: networkParameters({ size: 32, min: 8, classes: 10 }),
  draw: ({ width, ...image }) =>
    drawClassifier({
      ...image,
      hasLogits: true,
      body(graph, input) {
        const counts = (...[filters1 = 0, filters2 = 0, filters3 = 0]: readonly number[]) => ({
          filters1: scaled(filters1, width),
          filters2: scaled(filters2, width),
          filters3: scaled(filters3, width)
        })
        const halving = { poolSize: [3, 3], strides: [2, 2], padding: 'same' }
        const stage1 = graph.block(networkInNetwork, { ...counts(192, 160, 96), kernelSize: 5 }, input, {
          name: 'stage1'
        })
        const pool1 = graph.layer('maxPooling2d', halving, stage1, { name: 'pool1' })
        const dropout1 = graph.layer('dropout', {}, pool1, { name: 'dropout1' })
        const stage2 = graph.block(networkInNetwork, { ...counts(192, 192, 192), kernelSize: 5 }, dropout1, {
          name: 'stage2'
        })
        const pool2 = graph.layer('averagePooling2d', halving, stage2, { name: 'pool2' })
        const dropout2 = graph.layer('dropout', {}, pool2, { name: 'dropout2' })
        const last = { ...counts(192, 192), filters3: image.classes, kernelSize: 3 }
        const stage3 = graph.block(networkInNetwork, last, dropout2, { name: 'stage3' })
        return graph.layer('globalAveragePooling2d', {}, stage3, { name: 'logits' })
      }
    })
})
