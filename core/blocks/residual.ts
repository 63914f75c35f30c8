import { defineBlock } from '../graph/define-block.ts'
import { expression } from '../graph/graph-builder.ts'
import { integer, toggle } from '../parameters.ts'

/** The basic block of ResNet-18 and -34, with the projection shortcut (option B) as a switch. */
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
        help: 'Step of the first convolution: 2 halves height and width.'
      }),
      project: toggle({
        default: true,
        help: 'Brings the input to the shape of the result with a 1×1 convolution. Switch it off where the block keeps size and channels.'
      })
    }
  },
  graph => {
    const filters = expression('filters')
    const strides = expression('stride')
    const input = graph.input()

    const padding = { padding: 'explicit', explicitPadding: [1, 1] }
    const conv1 = graph.layer('conv2d', { filters, kernelSize: [3, 3], strides, ...padding, useBias: false }, input, {
      name: 'conv1'
    })
    const norm1 = graph.layer('batchNormalisation', {}, conv1, { name: 'norm1' })
    const relu1 = graph.layer('relu', {}, norm1, { name: 'relu1' })
    const conv2 = graph.layer('conv2d', { filters, kernelSize: [3, 3], ...padding, useBias: false }, relu1, {
      name: 'conv2'
    })
    const norm2 = graph.layer('batchNormalisation', {}, conv2, { name: 'norm2' })

    const isProjected = { when: 'project' }
    const shortcut = graph.layer('conv2d', { filters, kernelSize: [1, 1], strides, useBias: false }, input, {
      name: 'projection',
      ...isProjected
    })
    const shortcutNorm = graph.layer('batchNormalisation', {}, shortcut, { name: 'projectionNorm', ...isProjected })

    const sum = graph.layer('add', {}, [norm2, shortcutNorm])
    graph.output(graph.layer('relu', {}, sum, { name: 'relu2' }))
  }
)
