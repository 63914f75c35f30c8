import { defineBlock } from '../graph/define-block.ts'
import { expression } from '../graph/graph-builder.ts'
import { choice, integer, number, pair, toggle } from '../parameters.ts'

/** What most networks since 2015 are made of. */
export const convolutionUnit = defineBlock(
  {
    name: 'convolutionUnit',
    label: 'Conv unit',
    summary: 'A convolution without offsets, a batch normalization and a ReLU: the unit of most networks since 2015.',
    source: 'Ioffe and Szegedy, "Batch Normalization", 2015',
    parameters: {
      filters: integer({ default: 64, min: 1, max: 65_536, help: 'Channels of the result.' }),
      kernelSize: pair({ default: [3, 3], min: 1, max: 1024, help: 'Height and width of the window.' }),
      strides: pair({
        default: [1, 1],
        min: 1,
        max: 1024,
        help: 'Rows and columns from one place of the window to the next.'
      }),
      padding: choice(['valid', 'same', 'explicit'], {
        default: 'same',
        optionLabels: { valid: 'Valid', same: 'Same', explicit: 'Explicit' },
        help: 'Valid keeps the window inside the image, same keeps the size at a stride of 1, explicit adds as many zeros as you say.'
      }),
      explicitPadding: pair({
        default: [0, 0],
        min: 0,
        max: 1024,
        help: 'Rows of zeros above and below, columns of zeros left and right, where the padding is explicit.'
      }),
      activation: choice(['relu', 'relu6'], {
        default: 'relu',
        optionLabels: { relu: 'ReLU', relu6: 'ReLU6' },
        help: 'What follows the normalization: ReLU, or ReLU clipped at 6 as in MobileNet.'
      }),
      scale: toggle({
        default: true,
        help: 'Whether the normalization learns a scale; in front of a ReLU, the next layer can do without.'
      }),
      momentum: number({
        default: 0.99,
        min: 0,
        max: 1,
        help: 'Share of the moving statistics that each step of the normalization keeps.'
      }),
      epsilon: number({
        default: 0.001,
        min: 1e-8,
        max: 1,
        help: 'Added to the variance in the normalization, so that nothing is divided by 0.'
      })
    }
  },
  graph => {
    const parameters = {
      filters: expression('filters'),
      kernelSize: expression('kernelSize'),
      strides: expression('strides'),
      padding: expression('padding'),
      explicitPadding: expression('explicitPadding'),
      useBias: false
    }
    const conv = graph.layer('conv2d', parameters, graph.input(), { name: 'conv' })
    const settings = {
      scale: expression('scale'),
      momentum: expression('momentum'),
      epsilon: expression('epsilon')
    }
    const norm = graph.layer('batchNormalization', settings, conv, { name: 'norm' })
    const relu = graph.layer('relu', {}, norm, { name: 'relu', when: "activation == 'relu'" })
    graph.output(graph.layer('relu6', {}, relu, { name: 'relu6', when: "activation == 'relu6'" }))
  }
)
