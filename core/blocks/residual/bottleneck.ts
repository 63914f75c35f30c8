import { defineBlock } from '../../graph/define-block.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { expression } from '../../graph/graph-builder.ts'
import { choice, integer } from '../../parameters.ts'

/** The block of ResNet-50, -101 and -152, its stride on the 3×3 as torchvision has it; repeated, it makes a stage. */
export const bottleneck = defineBlock(
  {
    name: 'bottleneck',
    label: 'Bottleneck block',
    summary:
      'A residual block whose 3×3 convolution works on a quarter of the channels: 1×1 convolutions shrink and restore them.',
    source: 'He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", 2015, figure 5 right',
    parameters: {
      filters: integer({
        default: 64,
        min: 1,
        max: 16_384,
        help: 'Channels of the 3×3 convolution; the result has four times as many.'
      }),
      stride: integer({
        default: 1,
        min: 1,
        max: 16,
        help: 'Step of the 3×3 convolution: 2 halves height and width. In a row of repeats, only the first has it.'
      }),
      shortcut: choice(['projection', 'identity', 'none'], {
        default: 'projection',
        optionLabels: { projection: 'Projection', identity: 'Identity', none: 'None' },
        help: 'How the input reaches the sum. Projection: a 1×1 convolution brings it to the shape of the result; in a row of repeats, only before the first. Identity: as it is, where the block keeps the shape. None: no shortcut, a plain network.'
      })
    }
  },
  graph => {
    const input = graph.input()
    const strides = expression('index == 1 ? stride : 1')
    const conv = (
      names: readonly [conv: string, norm: string],
      parameters: Readonly<Record<string, ReturnType<typeof expression> | readonly number[] | string>>,
      from: PortReference,
      options: { readonly when?: string } = {}
    ) => {
      const convolved = graph.layer('conv2d', { ...parameters, useBias: false }, from, { ...options, name: names[0] })
      return graph.layer('batchNormalization', { epsilon: 1e-5 }, convolved, { ...options, name: names[1] })
    }
    const narrow = expression('filters')
    const wide = expression('4 * filters')

    const reduced = conv(['reduce', 'norm1'], { filters: narrow, kernelSize: [1, 1] }, input)
    const relu1 = graph.layer('relu', {}, reduced, { name: 'relu1' })
    const window = { kernelSize: [3, 3], strides, padding: 'explicit', explicitPadding: [1, 1] }
    const middle = conv(['conv', 'norm2'], { filters: narrow, ...window }, relu1)
    const relu2 = graph.layer('relu', {}, middle, { name: 'relu2' })
    const restored = conv(['restore', 'norm3'], { filters: wide, kernelSize: [1, 1] }, relu2)

    const projection = { filters: wide, kernelSize: [1, 1], strides }
    const shortcut = conv(['projection', 'projectionNorm'], projection, input, {
      when: "shortcut == 'projection' && index == 1"
    })
    const sum = graph.layer('add', {}, [restored, shortcut], { when: "shortcut != 'none'" })
    graph.output(graph.layer('relu', {}, sum, { name: 'relu3' }))
  }
)
