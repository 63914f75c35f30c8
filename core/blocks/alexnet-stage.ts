import { defineBlock } from '../graph/define-block.ts'
import { expression } from '../graph/graph-builder.ts'
import { choice, integer, toggle } from '../parameters.ts'

/** A convolution with what AlexNet and ZFNet put behind it. */
export const alexnetStage = defineBlock(
  {
    name: 'alexnetStage',
    label: 'AlexNet stage',
    summary:
      'A convolution with ReLU, and behind it, as needed, a local response normalization and a pooling whose windows overlap.',
    source: 'Krizhevsky, Sutskever and Hinton, "ImageNet Classification with Deep Convolutional Neural Networks", 2012',
    parameters: {
      filters: integer({ default: 96, min: 1, max: 65_536, help: 'Channels of the result.' }),
      kernelSize: integer({ default: 11, min: 1, max: 64, help: 'Height and width of the window.' }),
      stride: integer({ default: 1, min: 1, max: 16, help: 'Step of the convolution.' }),
      padding: integer({ default: 0, min: 0, max: 32, help: 'Rows and columns of zeros round the image.' }),
      groups: integer({
        default: 1,
        min: 1,
        max: 64,
        help: 'How many groups the channels are dealt to: AlexNet had one half on each of two graphics cards.'
      }),
      normalize: choice(['none', 'beforePooling', 'afterPooling'], {
        default: 'none',
        optionLabels: { none: 'None', beforePooling: 'Before the pooling', afterPooling: 'After the pooling' },
        help: 'Where the local response normalization stands: before the pooling in AlexNet, after it in ZFNet.'
      }),
      pool: toggle({ default: false, help: 'Adds a max pooling of 3×3 with a stride of 2.' }),
      poolPadding: integer({ default: 0, min: 0, max: 1, help: 'Rows and columns of zeros round what is pooled.' })
    }
  },
  graph => {
    const window = {
      filters: expression('filters'),
      kernelSize: expression('kernelSize'),
      strides: expression('stride'),
      padding: 'explicit',
      explicitPadding: expression('padding'),
      groups: expression('groups')
    }
    // The paper's alpha of 1e-4 multiplies the sum of five squares, the layer's their mean.
    const normalization = { size: 5, k: 2, alpha: 5e-4, beta: 0.75 }
    const start = { activation: 'relu', kernelInitializer: 'heNormal' }
    const conv = graph.layer('conv2d', { ...window, ...start }, graph.input(), { name: 'conv' })
    const before = graph.layer('localResponseNormalization', normalization, conv, {
      name: 'normBefore',
      when: "normalize == 'beforePooling'"
    })
    const halving = { poolSize: [3, 3], strides: [2, 2], padding: 'explicit' }
    const padding = { explicitPadding: expression('poolPadding') }
    const pool = graph.layer('maxPooling2d', { ...halving, ...padding }, before, { name: 'pool', when: 'pool' })
    graph.output(
      graph.layer('localResponseNormalization', normalization, pool, {
        name: 'normAfter',
        when: "normalize == 'afterPooling'"
      })
    )
  }
)
