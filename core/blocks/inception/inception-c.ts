import { defineBlock } from '../../graph/define-block.ts'
import { branchesFrom, filters } from './inception-branches.ts'

/** The module of Inception v3 for 8×8 pixels, as Keras has it. */
export const inceptionC = defineBlock(
  {
    name: 'inceptionC',
    label: 'Inception C',
    summary: 'Ends its branches in 1×3 and 3×1 side by side: many channels where the image is small.',
    source:
      'Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception Architecture for Computer Vision", 2015, figure 7',
    parameters: {
      filters1x1: filters(320, 'Filters of the 1×1 convolution.'),
      filters3x3: filters(384, 'Filters of the 3×3, 1×3 and 3×1 convolutions, and of the 1×1 before the first pair.'),
      reduceDouble: filters(448, 'Filters of the 1×1 convolution before the 3×3 one.'),
      poolProjection: filters(192, 'Filters of the 1×1 convolution after the pooling.')
    }
  },
  graph => {
    const input = graph.input()
    const { conv, pool } = branchesFrom(graph, input)
    const conv1x1 = conv('conv1x1', 'filters1x1', [1, 1])
    const reduced = conv('reduce3x3', 'filters3x3', [1, 1])
    const pair = [conv('conv1x3', 'filters3x3', [1, 3], reduced), conv('conv3x1', 'filters3x3', [3, 1], reduced)]
    const wide = conv('conv3x3', 'filters3x3', [3, 3], conv('reduceDouble', 'reduceDouble', [1, 1]))
    const double = [conv('double1x3', 'filters3x3', [1, 3], wide), conv('double3x1', 'filters3x3', [3, 1], wide)]
    const projection = conv('poolProjection', 'poolProjection', [1, 1], pool('average'))
    graph.output(graph.layer('concatenate', {}, [conv1x1, ...pair, ...double, projection]))
  }
)
