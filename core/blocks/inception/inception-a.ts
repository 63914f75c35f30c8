import { defineBlock } from '../../graph/define-block.ts'
import { branchesFrom, filters } from './inception-branches.ts'

/** The module of Inception v3 for 35×35 pixels, as Keras has it. */
export const inceptionA = defineBlock(
  {
    name: 'inceptionA',
    label: 'Inception A',
    summary:
      'Windows of 1×1, 5×5 and twice 3×3 side by side: two small windows see as far as one of 5×5, for 18 weights in place of 25.',
    source:
      'Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception Architecture for Computer Vision", 2015, figure 5',
    parameters: {
      filters1x1: filters(64, 'Filters of the 1×1 convolution.'),
      reduce5x5: filters(48, 'Filters of the 1×1 convolution before the 5×5 one.'),
      filters5x5: filters(64, 'Filters of the 5×5 convolution.'),
      reduce3x3: filters(64, 'Filters of the 1×1 convolution before the two 3×3 ones.'),
      filters3x3: filters(96, 'Filters of both 3×3 convolutions.'),
      poolProjection: filters(32, 'Filters of the 1×1 convolution after the pooling.')
    }
  },
  graph => {
    const input = graph.input()
    const { conv, pool } = branchesFrom(graph, input)
    const conv1x1 = conv('conv1x1', 'filters1x1', [1, 1])
    const conv5x5 = conv('conv5x5', 'filters5x5', [5, 5], conv('reduce5x5', 'reduce5x5', [1, 1]))
    const first = conv('conv3x3a', 'filters3x3', [3, 3], conv('reduce3x3', 'reduce3x3', [1, 1]))
    const conv3x3 = conv('conv3x3b', 'filters3x3', [3, 3], first)
    const projection = conv('poolProjection', 'poolProjection', [1, 1], pool('average'))
    graph.output(graph.layer('concatenate', {}, [conv1x1, conv5x5, conv3x3, projection]))
  }
)
