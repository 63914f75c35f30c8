import { defineBlock } from '../../graph/define-block.ts'
import { branchesFrom, filters } from './inception-branches.ts'

/** The module of Inception v3 for 17×17 pixels, as Keras has it. */
export const inceptionB = defineBlock(
  {
    name: 'inceptionB',
    label: 'Inception B',
    summary: 'Splits a window of 7×7 into 1×7 and 7×1: 14 weights in place of 49, once and twice over.',
    source:
      'Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception Architecture for Computer Vision", 2015, figure 6',
    parameters: {
      filters: filters(192, 'Filters at the end of each branch.'),
      filters7x7: filters(128, 'Filters of the convolutions before the last in the 7×7 branches.')
    }
  },
  graph => {
    const input = graph.input()
    const { conv, pool } = branchesFrom(graph, input)
    const conv1x1 = conv('conv1x1', 'filters', [1, 1])
    const once = conv('conv1x7', 'filters7x7', [1, 7], conv('reduce7x7', 'filters7x7', [1, 1]))
    const conv7x7 = conv('conv7x1', 'filters', [7, 1], once)
    const down1 = conv('double7x1a', 'filters7x7', [7, 1], conv('reduceDouble', 'filters7x7', [1, 1]))
    const across1 = conv('double1x7a', 'filters7x7', [1, 7], down1)
    const down2 = conv('double7x1b', 'filters7x7', [7, 1], across1)
    const double7x7 = conv('double1x7b', 'filters', [1, 7], down2)
    const projection = conv('poolProjection', 'filters', [1, 1], pool('average'))
    graph.output(graph.layer('concatenate', {}, [conv1x1, conv7x7, double7x7, projection]))
  }
)
