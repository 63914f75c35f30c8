import { defineBlock } from '../../graph/define-block.ts'
import { expression } from '../../graph/graph-builder.ts'
import { integer, pair } from '../../parameters.ts'

/** GoogLeNet's: it trains through a loss of its own and takes no part in prediction. */
export const auxiliaryHead = defineBlock(
  {
    name: 'auxiliaryHead',
    label: 'Auxiliary head',
    summary: 'A small classifier in the middle of a deep network, which brings gradients to the layers before it.',
    source: 'Szegedy et al., "Going Deeper with Convolutions", 2014, section 5',
    parameters: {
      classes: integer({ default: 10, min: 2, max: 65_536, help: 'How many classes there are.' }),
      filters: integer({ default: 128, min: 1, max: 65_536, help: 'Filters of the 1×1 convolution.' }),
      units: integer({ default: 1024, min: 1, max: 65_536, help: 'Units of the hidden dense layer.' }),
      poolSize: pair({ default: [5, 5], min: 1, max: 1024, help: 'Window of the average pooling, which moves by 3.' })
    }
  },
  graph => {
    const window = { poolSize: expression('poolSize'), strides: [3, 3] }
    const pool = graph.layer('averagePooling2d', window, graph.input(), { name: 'pool' })
    const start = { activation: 'relu', kernelInitializer: 'heNormal' }
    const narrow = { filters: expression('filters'), kernelSize: [1, 1], ...start }
    const conv = graph.layer('conv2d', narrow, pool, { name: 'conv' })
    const row = graph.layer('flatten', {}, conv)
    const hidden = graph.layer('dense', { units: expression('units'), ...start }, row, { name: 'hidden' })
    const dropout = graph.layer('dropout', { rate: 0.7 }, hidden, { name: 'dropout' })
    graph.output(graph.layer('dense', { units: expression('classes') }, dropout, { name: 'logits' }))
  }
)
