import { defineBlock } from '../graph/define-block.ts'
import type { PortReference } from '../graph/drawing.ts'
import { expression } from '../graph/graph-builder.ts'
import { integer } from '../parameters.ts'

/** One to four 3×3 convolutions and a pooling: five of them make VGG. */
export const vggStage = defineBlock(
  {
    name: 'vggStage',
    label: 'VGG stage',
    summary: '3×3 convolutions in a row, which together see as far as one large window, and a pooling that halves.',
    source:
      'Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition", 2014, table 1',
    parameters: {
      filters: integer({ default: 64, min: 1, max: 65_536, help: 'Channels of each convolution.' }),
      convolutions: integer({ default: 2, min: 1, max: 4, help: 'How many convolutions stand before the pooling.' })
    }
  },
  graph => {
    const window = { kernelSize: [3, 3], padding: 'same', activation: 'relu', kernelInitializer: 'heNormal' }
    let features: PortReference = graph.input()
    for (const position of [1, 2, 3, 4]) {
      features = graph.layer('conv2d', { filters: expression('filters'), ...window }, features, {
        name: `conv${position}`,
        ...(position > 1 && { when: `convolutions >= ${position}` })
      })
    }
    graph.output(graph.layer('maxPooling2d', {}, features, { name: 'pool' }))
  }
)
