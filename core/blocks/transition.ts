import { defineBlock } from '../graph/define-block.ts'
import { expression } from '../graph/graph-builder.ts'
import { integer } from '../parameters.ts'

/** Between the dense blocks of DenseNet. */
export const transition = defineBlock(
  {
    name: 'transition',
    label: 'Transition',
    summary: 'Brings the channels that a dense block has gathered down to fewer, and halves the image.',
    source: 'Huang, Liu, van der Maaten and Weinberger, "Densely Connected Convolutional Networks", 2016, section 3',
    parameters: {
      filters: integer({
        default: 128,
        min: 1,
        max: 65_536,
        help: 'Channels of the result; half of those that come in, in DenseNet-BC.'
      })
    }
  },
  graph => {
    const norm = graph.layer('batchNormalization', { epsilon: 1.001e-5 }, graph.input(), { name: 'norm' })
    const relu = graph.layer('relu', {}, norm, { name: 'relu' })
    const narrow = { filters: expression('filters'), kernelSize: [1, 1], useBias: false }
    const conv = graph.layer('conv2d', narrow, relu, { name: 'conv' })
    graph.output(graph.layer('averagePooling2d', { padding: 'same' }, conv, { name: 'pool' }))
  }
)
