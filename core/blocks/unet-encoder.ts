import { defineBlock } from '../graph/define-block.ts'
import { expression } from '../graph/graph-builder.ts'
import { integer } from '../parameters.ts'

/** One step down the left side of U-Net; `skip` leads across to the step up of the same size. */
export const unetEncoder = defineBlock(
  {
    name: 'unetEncoder',
    label: 'U-Net step down',
    summary: 'Two 3×3 convolutions and a pooling that halves; what comes before the pooling leads across, too.',
    source: 'Ronneberger, Fischer and Brox, "U-Net: Convolutional Networks for Biomedical Image Segmentation", 2015',
    parameters: {
      filters: integer({ default: 64, min: 1, max: 65_536, help: 'Channels of both convolutions.' })
    }
  },
  graph => {
    const start = { activation: 'relu', kernelInitializer: 'heNormal' }
    const window = { filters: expression('filters'), kernelSize: [3, 3], padding: 'same', ...start }
    const conv1 = graph.layer('conv2d', window, graph.input(), { name: 'conv1' })
    const conv2 = graph.layer('conv2d', window, conv1, { name: 'conv2' })
    graph.output(graph.layer('maxPooling2d', {}, conv2, { name: 'pool' }))
    graph.output(conv2, 'skip')
  }
)
