import { residual } from '../../blocks/residual/residual.ts'
import { integer } from '../../parameters.ts'
import { classifierParameters, drawClassifier } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'

export const residualDigits = defineNetwork({
  id: 'residualDigits',
  name: 'Small residual net',
  year: 2015,
  paper: 'After He, Zhang, Ren and Sun, "Deep residual learning for image recognition", 2015',
  settings: 'Epsilon 1e-5 of the batch normalizations as in the paper’s code; their momentum is Keras’s, 0.99.',
  summary:
    'A residual net small enough for digits: each block adds what it computes to its input, so that signals and gradients pass straight through however deep it is. Open a block to see the shortcut; where a stage halves the image and doubles the channels, a 1×1 convolution projects it.',
  parameters: {
    filters: integer({
      default: 16,
      min: 1,
      max: 1024,
      help: 'Channels of the first stage; each further stage has twice as many.'
    }),
    ...classifierParameters
  },
  draw: ({ filters, dataset, classes }) =>
    drawClassifier({
      dataset,
      classes,
      size: [28, 28],
      channels: 1,
      body(graph, image) {
        const conv = graph.layer('conv2d', { filters, padding: 'same', useBias: false }, image, { name: 'conv' })
        const norm = graph.layer('batchNormalization', { epsilon: 1e-5 }, conv, { name: 'norm' })
        const relu = graph.layer('relu', {}, norm, { name: 'relu' })
        const stage1 = graph.block(residual, { filters, shortcut: 'identity' }, relu, { name: 'stage1' })
        const stage2 = graph.block(residual, { filters: 2 * filters, stride: 2 }, stage1, { name: 'stage2' })
        const stage3 = graph.block(residual, { filters: 4 * filters, stride: 2 }, stage2, { name: 'stage3' })
        return graph.layer('globalAveragePooling2d', {}, stage3, { name: 'average' })
      }
    })
})
