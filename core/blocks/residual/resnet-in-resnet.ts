import { defineBlock } from '../../graph/define-block.ts'
import { expression } from '../../graph/graph-builder.ts'
import { choice, integer } from '../../parameters.ts'
import { generalizedResidual } from './generalized-residual.ts'

/** A residual block whose two convolutions are two-stream layers; repeats chain both streams. */
export const resnetInResnet = defineBlock(
  {
    name: 'resnetInResnet',
    label: 'ResNet-in-ResNet block',
    summary:
      'A residual block whose two layers are small residual networks themselves, with a second stream beside the shortcut.',
    source: 'Targ, Almeida and Lyman, "Resnet in Resnet: Generalizing Residual Architectures", 2016, figure 1d',
    parameters: {
      filters: integer({ default: 48, min: 1, max: 65_536, help: 'Channels of each of the two streams.' }),
      stride: integer({
        default: 1,
        min: 1,
        max: 16,
        help: 'Step of the first layer: 2 halves height and width. In a row of repeats, only the first has it.'
      }),
      shortcut: choice(['projection', 'identity'], {
        default: 'projection',
        optionLabels: { projection: 'Projection', identity: 'Identity' },
        help: 'Projection: 1×1 convolutions bring the shortcuts to the shape of the result; in a row of repeats, only in the first. Identity: where the block keeps the shape.'
      })
    }
  },
  graph => {
    const [residual, transient] = [graph.input(), graph.input('transientInput')]
    const filters = expression('filters')
    const stride = expression('index == 1 ? stride : 1')
    const isProjected = "shortcut == 'projection' && index == 1"
    const first = graph.block(
      generalizedResidual,
      { filters, stride, project: expression(isProjected) },
      { input: residual, transientInput: transient },
      { name: 'layer1' }
    )
    const second = graph.block(
      generalizedResidual,
      { filters },
      { input: first, transientInput: first.output('transientOutput') },
      { name: 'layer2' }
    )
    const shape = { filters, kernelSize: [1, 1], strides: stride, useBias: false }
    const shortcut = graph.layer('conv2d', shape, residual, { name: 'projection', when: isProjected })
    graph.output(graph.layer('add', {}, [second, shortcut]))
    graph.output(second.output('transientOutput'), 'transientOutput')
  }
)
