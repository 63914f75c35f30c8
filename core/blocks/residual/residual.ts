import { defineBlock } from '../../graph/define-block.ts'
import { expression } from '../../graph/graph-builder.ts'
import { choice, integer } from '../../parameters.ts'

/** What joins a residual block's input to its result, with the paper's letters; only the first of a row changes shapes. */
export const shortcutParameter = choice(['projection', 'padding', 'identity', 'none'], {
  default: 'projection',
  optionLabels: { projection: 'Projection', padding: 'Zero padding', identity: 'Identity', none: 'None' },
  help: 'How the input reaches the sum. Projection: a 1×1 convolution brings it to the shape of the result (option B). Zero padding: every stride-th pixel, and zeros as the other half of the channels (option A). Identity: as it is, where the block keeps the shape. None: no shortcut, a plain network. In a row of repeats, all but the first keep the shape.'
})

/** The basic block of ResNet-18 and -34 and of the ResNets for CIFAR, repeated to make a stage. */
export const residual = defineBlock(
  {
    name: 'residual',
    label: 'Residual block',
    summary: 'Two 3×3 convolutions whose result is added to the input, so that deep networks learn what to change.',
    source: 'He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", 2015, figure 5 left',
    parameters: {
      filters: integer({ default: 64, min: 1, max: 65_536, help: 'Channels of both convolutions and of the result.' }),
      stride: integer({
        default: 1,
        min: 1,
        max: 16,
        help: 'Step of the first convolution: 2 halves height and width. In a row of repeats, only the first has it.'
      }),
      shortcut: shortcutParameter
    }
  },
  graph => {
    const filters = expression('filters')
    const strides = expression('index == 1 ? stride : 1')
    const input = graph.input()

    const padding = { padding: 'explicit', explicitPadding: [1, 1] }
    const conv1 = graph.layer('conv2d', { filters, kernelSize: [3, 3], strides, ...padding, useBias: false }, input, {
      name: 'conv1'
    })
    const norm1 = graph.layer('batchNormalization', { epsilon: 1e-5 }, conv1, { name: 'norm1' })
    const relu1 = graph.layer('relu', {}, norm1, { name: 'relu1' })
    const conv2 = graph.layer('conv2d', { filters, kernelSize: [3, 3], ...padding, useBias: false }, relu1, {
      name: 'conv2'
    })
    const norm2 = graph.layer('batchNormalization', { epsilon: 1e-5 }, conv2, { name: 'norm2' })

    const isPadded = { when: "shortcut == 'padding' && index == 1" }
    const pixels = graph.layer('maxPooling2d', { poolSize: [1, 1], strides: expression('stride') }, input, {
      name: 'pixels',
      ...isPadded
    })
    // Twice the channels: a quarter of the result before those of the input, and a quarter behind.
    const padded = graph.layer('channelPadding', { channels: expression('filters / 4') }, pixels, {
      name: 'zeros',
      ...isPadded
    })
    const isProjected = { when: "shortcut == 'projection' && index == 1" }
    const projection = graph.layer('conv2d', { filters, kernelSize: [1, 1], strides, useBias: false }, padded, {
      name: 'projection',
      ...isProjected
    })
    const shortcut = graph.layer('batchNormalization', { epsilon: 1e-5 }, projection, {
      name: 'projectionNorm',
      ...isProjected
    })

    const sum = graph.layer('add', {}, [norm2, shortcut], { when: "shortcut != 'none'" })
    graph.output(graph.layer('relu', {}, sum, { name: 'relu2' }))
  }
)
