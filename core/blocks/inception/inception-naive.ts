import { defineBlock } from '../../graph/define-block.ts'
import { expression } from '../../graph/graph-builder.ts'
import { integer } from '../../parameters.ts'

/** The module without its reductions: the pooling keeps all channels, so the result can only grow. */
export const inceptionNaive = defineBlock(
  {
    name: 'inceptionNaive',
    label: 'Naive inception',
    summary:
      'Windows of three sizes and a pooling side by side, without the 1×1 reductions: compare its MACs with the inception module’s.',
    source: 'Szegedy et al., "Going Deeper with Convolutions", 2014, figure 2a',
    parameters: {
      filters1x1: integer({ default: 64, min: 1, max: 65_536, help: 'Filters of the 1×1 convolution.' }),
      filters3x3: integer({ default: 128, min: 1, max: 65_536, help: 'Filters of the 3×3 convolution.' }),
      filters5x5: integer({ default: 32, min: 1, max: 65_536, help: 'Filters of the 5×5 convolution.' })
    }
  },
  graph => {
    const input = graph.input()
    const branches = [1, 3, 5].map(size =>
      graph.layer(
        'conv2d',
        {
          filters: expression(`filters${size}x${size}`),
          kernelSize: [size, size],
          padding: 'same',
          activation: 'relu',
          kernelInitializer: 'heNormal'
        },
        input,
        { name: `conv${size}x${size}` }
      )
    )
    const pool = graph.layer('maxPooling2d', { poolSize: [3, 3], strides: [1, 1], padding: 'same' }, input, {
      name: 'pool'
    })
    graph.output(graph.layer('concatenate', {}, [...branches, pool]))
  }
)
