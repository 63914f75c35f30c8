import { defineBlock } from '../../graph/define-block.ts'
import { expression } from '../../graph/graph-builder.ts'
import { choice, integer } from '../../parameters.ts'

/** Normalization and activation before each convolution; a projection starts from the activated input, as in the paper. */
export const preActivation = defineBlock(
  {
    name: 'preActivation',
    label: 'Pre-activation block',
    summary:
      'A residual block with nothing on its shortcut, not even a ReLU behind the sum: what goes in comes out, plus a change.',
    source: 'He, Zhang, Ren and Sun, "Identity Mappings in Deep Residual Networks", 2016, figure 4e',
    parameters: {
      filters: integer({ default: 64, min: 1, max: 65_536, help: 'Channels of both convolutions and of the result.' }),
      stride: integer({
        default: 1,
        min: 1,
        max: 16,
        help: 'Step of the first convolution: 2 halves height and width. In a row of repeats, only the first has it.'
      }),
      shortcut: choice(['projection', 'identity'], {
        default: 'projection',
        optionLabels: { projection: 'Projection', identity: 'Identity' },
        help: 'Projection: a 1×1 convolution brings the activated input to the shape of the result; in a row of repeats, only before the first. Identity: the input as it is, where the block keeps the shape.'
      })
    }
  },
  graph => {
    const filters = expression('filters')
    const strides = expression('index == 1 ? stride : 1')
    const window = { filters, kernelSize: [3, 3], padding: 'explicit', explicitPadding: [1, 1] }
    const input = graph.input()

    const norm1 = graph.layer('batchNormalization', {}, input, { name: 'norm1' })
    const relu1 = graph.layer('relu', {}, norm1, { name: 'relu1' })
    const conv1 = graph.layer('conv2d', { ...window, strides, useBias: false }, relu1, { name: 'conv1' })
    const norm2 = graph.layer('batchNormalization', {}, conv1, { name: 'norm2' })
    const relu2 = graph.layer('relu', {}, norm2, { name: 'relu2' })
    const conv2 = graph.layer('conv2d', window, relu2, { name: 'conv2' })

    const isProjected = "shortcut == 'projection' && index == 1"
    const projection = graph.layer('conv2d', { filters, kernelSize: [1, 1], strides }, relu1, {
      name: 'projection',
      when: isProjected
    })
    // One of the two sums exists; the other hands on its first input.
    const sum = graph.layer('add', {}, [conv2, input], { name: 'addInput', when: `!(${isProjected})` })
    graph.output(graph.layer('add', {}, [sum, projection], { name: 'addProjection', when: isProjected }))
  }
)
