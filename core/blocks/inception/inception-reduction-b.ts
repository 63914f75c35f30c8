import { defineBlock } from '../../graph/define-block.ts'
import { branchesFrom, filters } from './inception-branches.ts'

/** From 17×17 pixels to 8×8 in Inception v3. */
export const inceptionReductionB = defineBlock(
  {
    name: 'inceptionReductionB',
    label: 'Inception reduction B',
    summary: 'Halves the image with a 3×3 window, with 1×7 and 7×1 before a 3×3, and with a pooling, side by side.',
    source:
      'Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception Architecture for Computer Vision", 2015, section 5 and figure 10',
    parameters: {
      filters3x3: filters(320, 'Filters of the 3×3 convolution of the first branch.'),
      filters7x7: filters(192, 'Filters of all other convolutions.')
    }
  },
  graph => {
    const input = graph.input()
    const { conv, pool } = branchesFrom(graph, input)
    const conv3x3 = conv('conv3x3', 'filters3x3', [3, 3], conv('reduce3x3', 'filters7x7', [1, 1]), 2)
    const across = conv('conv1x7', 'filters7x7', [1, 7], conv('reduce7x7', 'filters7x7', [1, 1]))
    const down = conv('conv7x1', 'filters7x7', [7, 1], across)
    const conv7x7 = conv('conv7x7', 'filters7x7', [3, 3], down, 2)
    graph.output(graph.layer('concatenate', {}, [conv3x3, conv7x7, pool('halving')]))
  }
)
