import { defineBlock } from '../graph/define-block.ts'
import { expression } from '../graph/graph-builder.ts'
import { integer } from '../parameters.ts'

/** One layer of DenseNet-B; repeated, it is a dense block: each repeat reads all that those before it have added. */
export const denseBlock = defineBlock(
  {
    name: 'denseBlock',
    label: 'Dense block',
    summary:
      'Computes a few new channels from all channels before it and lays them behind: repeat it, and each layer reads every earlier one.',
    source: 'Huang, Liu, van der Maaten and Weinberger, "Densely Connected Convolutional Networks", 2016, table 1',
    parameters: {
      growth: integer({ default: 32, min: 1, max: 4096, help: 'Channels that each repeat adds: the growth rate, k.' }),
      bottleneck: integer({
        default: 4,
        min: 1,
        max: 64,
        help: 'The 1×1 convolution before the 3×3 one gives this many times the growth.'
      })
    }
  },
  graph => {
    const input = graph.input()
    const norm = { epsilon: 1.001e-5 }
    const norm1 = graph.layer('batchNormalization', norm, input, { name: 'norm1' })
    const relu1 = graph.layer('relu', {}, norm1, { name: 'relu1' })
    const narrow = { filters: expression('bottleneck * growth'), kernelSize: [1, 1], useBias: false }
    const conv1 = graph.layer('conv2d', narrow, relu1, { name: 'conv1' })
    const norm2 = graph.layer('batchNormalization', norm, conv1, { name: 'norm2' })
    const relu2 = graph.layer('relu', {}, norm2, { name: 'relu2' })
    const window = { filters: expression('growth'), kernelSize: [3, 3], padding: 'same', useBias: false }
    const conv2 = graph.layer('conv2d', window, relu2, { name: 'conv2' })
    graph.output(graph.layer('concatenate', {}, [input, conv2]))
  }
)
