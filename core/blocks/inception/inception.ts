import { defineBlock } from '../../graph/define-block.ts'
import { expression } from '../../graph/graph-builder.ts'
import { integer } from '../../parameters.ts'

function filters(defaultCount: number, help: string) {
  return integer({ default: defaultCount, min: 1, max: 65_536, help })
}

/** The module of GoogLeNet with the numbers of the paper's table 1; the defaults are those of inception (3a). */
export const inception = defineBlock(
  {
    name: 'inception',
    label: 'Inception module',
    summary:
      'Looks at its input through windows of three sizes and a pooling at once, and lays the results side by side.',
    source: 'Szegedy et al., "Going Deeper with Convolutions", 2014, figure 2b',
    parameters: {
      filters1x1: filters(64, 'Filters of the 1×1 convolution (#1×1).'),
      reduce3x3: filters(96, 'Filters of the 1×1 convolution before the 3×3 one (#3×3 reduce).'),
      filters3x3: filters(128, 'Filters of the 3×3 convolution (#3×3).'),
      reduce5x5: filters(16, 'Filters of the 1×1 convolution before the 5×5 one (#5×5 reduce).'),
      filters5x5: filters(32, 'Filters of the 5×5 convolution (#5×5).'),
      poolProjection: filters(32, 'Filters of the 1×1 convolution after the pooling (pool proj).')
    }
  },
  graph => {
    const input = graph.input()
    const conv = (name: string, count: string, size: number, from: typeof input) =>
      graph.layer(
        'conv2d',
        { filters: expression(count), kernelSize: [size, size], padding: 'same', activation: 'relu' },
        from,
        { name }
      )

    const conv1x1 = conv('conv1x1', 'filters1x1', 1, input)
    const conv3x3 = conv('conv3x3', 'filters3x3', 3, conv('reduce3x3', 'reduce3x3', 1, input))
    const conv5x5 = conv('conv5x5', 'filters5x5', 5, conv('reduce5x5', 'reduce5x5', 1, input))
    const pool = graph.layer('maxPooling2d', { poolSize: [3, 3], strides: [1, 1], padding: 'same' }, input, {
      name: 'pool'
    })
    const poolProjection = conv('poolProjection', 'poolProjection', 1, pool)

    graph.output(graph.layer('concatenate', {}, [conv1x1, conv3x3, conv5x5, poolProjection]))
  }
)
