import { defineBlock } from '../../graph/define-block.ts'
import { expression } from '../../graph/graph-builder.ts'
import { integer } from '../../parameters.ts'

/** The block of MobileNet v2; the first of a row may change channels and size, the others keep them and have the shortcut. */
export const invertedResidual = defineBlock(
  {
    name: 'invertedResidual',
    label: 'Inverted residual',
    summary:
      'Widens a thin input, filters each channel by itself, and narrows it again without an activation; the shortcut joins the thin ends.',
    source: 'Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", 2018, table 1 and figure 4d',
    parameters: {
      filters: integer({ default: 24, min: 1, max: 65_536, help: 'Channels of the result (c).' }),
      inputFilters: integer({
        default: 16,
        min: 1,
        max: 65_536,
        help: 'Channels of what comes in: the expansion multiplies them, and with a stride of 1 the shortcut stands where they equal those of the result.'
      }),
      stride: integer({
        default: 1,
        min: 1,
        max: 16,
        help: 'Step of the depthwise convolution (s). In a row of repeats, only the first has it.'
      }),
      expansion: integer({
        default: 6,
        min: 1,
        max: 64,
        help: 'How many times wider the middle is than the input (t); at 1 there is no widening convolution.'
      })
    }
  },
  graph => {
    const input = graph.input()
    const isWidened = { when: 'expansion > 1' }
    const wide = expression('expansion * (index == 1 ? inputFilters : filters)')
    const expand = graph.layer('conv2d', { filters: wide, kernelSize: [1, 1], useBias: false }, input, {
      name: 'expand',
      ...isWidened
    })
    const expandNorm = graph.layer('batchNormalization', { momentum: 0.999 }, expand, {
      name: 'expandNorm',
      ...isWidened
    })
    const expandRelu = graph.layer('relu6', {}, expandNorm, { name: 'expandRelu', ...isWidened })

    const window = { kernelSize: [3, 3], strides: expression('index == 1 ? stride : 1'), padding: 'same' }
    const depthwise = graph.layer('depthwiseConv2d', { ...window, useBias: false }, expandRelu, { name: 'depthwise' })
    const depthwiseNorm = graph.layer('batchNormalization', { momentum: 0.999 }, depthwise, { name: 'depthwiseNorm' })
    const depthwiseRelu = graph.layer('relu6', {}, depthwiseNorm, { name: 'depthwiseRelu' })

    const narrow = { filters: expression('filters'), kernelSize: [1, 1], useBias: false }
    const project = graph.layer('conv2d', narrow, depthwiseRelu, { name: 'project' })
    const projectNorm = graph.layer('batchNormalization', { momentum: 0.999 }, project, { name: 'projectNorm' })
    const keepsShape = 'index > 1 || stride == 1 && inputFilters == filters'
    graph.output(graph.layer('add', {}, [projectNorm, input], { when: keepsShape }))
  }
)
