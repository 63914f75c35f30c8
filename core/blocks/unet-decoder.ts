import { defineBlock } from '../graph/define-block.ts'
import { expression } from '../graph/graph-builder.ts'
import { integer } from '../parameters.ts'

/** One step up the right side of U-Net. */
export const unetDecoder = defineBlock(
  {
    name: 'unetDecoder',
    label: 'U-Net step up',
    summary: 'Doubles the image, lays what came across beside it, and joins both with two 3×3 convolutions.',
    source: 'Ronneberger, Fischer and Brox, "U-Net: Convolutional Networks for Biomedical Image Segmentation", 2015',
    parameters: {
      filters: integer({ default: 64, min: 1, max: 65_536, help: 'Channels of all its convolutions.' })
    }
  },
  graph => {
    const [input, skip] = [graph.input(), graph.input('skip')]
    const start = { activation: 'relu', kernelInitializer: 'heNormal' }
    const window = { filters: expression('filters'), kernelSize: [3, 3], padding: 'same', ...start }
    const doubling = { filters: expression('filters'), kernelSize: [2, 2], strides: [2, 2] }
    const up = graph.layer('conv2dTranspose', doubling, input, { name: 'up' })
    const joined = graph.layer('concatenate', {}, [skip, up])
    const conv1 = graph.layer('conv2d', window, joined, { name: 'conv1' })
    graph.output(graph.layer('conv2d', window, conv1, { name: 'conv2' }))
  }
)
