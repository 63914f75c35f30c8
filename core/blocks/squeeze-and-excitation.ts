import { defineBlock } from '../graph/define-block.ts'
import { expression } from '../graph/graph-builder.ts'
import { integer } from '../parameters.ts'

/** Weighs channels by what the whole image holds; fits behind any block. */
export const squeezeAndExcitation = defineBlock(
  {
    name: 'squeezeAndExcitation',
    label: 'Squeeze and excitation',
    summary: 'Averages each channel over the image, decides from that how much each channel matters, and scales it.',
    source: 'Hu, Shen, Albanie, Sun and Wu, "Squeeze-and-Excitation Networks", 2017, figures 1 and 3',
    parameters: {
      filters: integer({ default: 64, min: 1, max: 65_536, help: 'Channels of what comes in, and of the result.' }),
      reduction: integer({
        default: 16,
        min: 1,
        max: 1024,
        help: 'The middle has this many times fewer units than there are channels (r).'
      })
    }
  },
  graph => {
    const input = graph.input()
    const average = graph.layer('globalAveragePooling2d', {}, input, { name: 'squeeze' })
    const few = { units: expression('max(1, floor(filters / reduction))'), activation: 'relu' }
    const narrow = graph.layer('dense', few, average, { name: 'reduce' })
    const all = { units: expression('filters'), activation: 'sigmoid' }
    const weights = graph.layer('dense', all, narrow, { name: 'excite' })
    graph.output(graph.layer('multiply', {}, [input, weights], { name: 'scale' }))
  }
)
