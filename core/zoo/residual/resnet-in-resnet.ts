import { convolutionUnit } from '../../blocks/convolution-unit.ts'
import { resnetInResnet as block } from '../../blocks/residual/resnet-in-resnet.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { drawClassifier, networkParameters, scaled } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'

type Streams = Readonly<Record<'input' | 'transientInput', PortReference>>

export const resnetInResnet = defineNetwork({
  id: 'resnetInResnet',
  name: 'ResNet in ResNet',
  year: 2016,
  paper:
    'Targ, Almeida and Lyman, "Resnet in Resnet: Generalizing Residual Architectures", 2016; stages as in ResNet for CIFAR',
  settings:
    'Layers as in the paper, which gives no settings of the batch normalizations: these are Keras’s, epsilon 1e-3 and momentum 0.99.',
  summary:
    'Two streams run side by side: a residual one, whose shortcuts keep what it knows, and a transient one without shortcuts, which can drop what is no longer needed. Every layer lets both exchange features, and a shortcut spans each pair of layers. Open a block, and in it a layer, to see the four convolutions between the streams.',
  parameters: networkParameters({ size: 32, min: 4, classes: 10 }),
  draw: ({ width, ...image }) =>
    drawClassifier({
      ...image,
      body(graph, input) {
        const first = scaled(48, width)
        const stem = (name: string) => graph.block(convolutionUnit, { filters: first }, input, { name })
        const start: Streams = { input: stem('residualStart'), transientInput: stem('transientStart') }
        const streams = [0, 1, 2].reduce((from, stage) => {
          const shortcut = stage === 0 ? 'identity' : 'projection'
          const parameters = { filters: first * 2 ** stage, stride: stage === 0 ? 1 : 2, shortcut }
          const drawn = graph.block(block, parameters, from, { name: `stage${stage + 1}`, repeat: 2 })
          return { input: drawn, transientInput: drawn.output('transientOutput') }
        }, start)
        const both = graph.layer('concatenate', {}, [streams.input, streams.transientInput], { name: 'streams' })
        return graph.layer('globalAveragePooling2d', {}, both, { name: 'average' })
      }
    })
})
