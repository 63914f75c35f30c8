import { defineBlock } from '../../graph/define-block.ts'
import { branchesFrom, filters } from './inception-branches.ts'

/** From 35×35 pixels to 17×17 in Inception v3. */
export const inceptionReductionA = defineBlock(
  {
    name: 'inceptionReductionA',
    label: 'Inception reduction A',
    summary:
      'Halves the image with two branches of convolutions and a pooling side by side, so that no channel is lost on the way.',
    source:
      'Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception Architecture for Computer Vision", 2015, figure 10',
    parameters: {
      filters3x3: filters(384, 'Filters of the single 3×3 convolution.'),
      reduceDouble: filters(64, 'Filters of the 1×1 convolution before the two 3×3 ones.'),
      filtersDouble: filters(96, 'Filters of both.')
    }
  },
  graph => {
    const input = graph.input()
    const { conv, pool } = branchesFrom(graph, input)
    const conv3x3 = conv('conv3x3', 'filters3x3', [3, 3], input, 2)
    const first = conv('double3x3a', 'filtersDouble', [3, 3], conv('reduceDouble', 'reduceDouble', [1, 1]))
    const double3x3 = conv('double3x3b', 'filtersDouble', [3, 3], first, 2)
    graph.output(graph.layer('concatenate', {}, [conv3x3, double3x3, pool('halving')]))
  }
)
