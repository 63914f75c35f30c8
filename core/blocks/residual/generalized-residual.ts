import { defineBlock } from '../../graph/define-block.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { expression } from '../../graph/graph-builder.ts'
import { integer, toggle } from '../../parameters.ts'

/** One layer of ResNet in ResNet: ports `input` and `output` are the residual stream. */
export const generalizedResidual = defineBlock(
  {
    name: 'generalizedResidual',
    label: 'Two-stream layer',
    summary:
      'Two streams that exchange features: the residual one has a shortcut, the transient one has none and may forget.',
    source: 'Targ, Almeida and Lyman, "Resnet in Resnet: Generalizing Residual Architectures", 2016, figure 1b',
    parameters: {
      filters: integer({ default: 48, min: 1, max: 65_536, help: 'Channels of each of the two streams.' }),
      stride: integer({ default: 1, min: 1, max: 16, help: 'Step of the convolutions: 2 halves height and width.' }),
      project: toggle({
        default: false,
        help: 'Brings the shortcut to the shape of the result with a 1×1 convolution, where size or channels change.'
      })
    }
  },
  graph => {
    const [residual, transient] = [graph.input(), graph.input('transientInput')]
    const strides = expression('stride')
    const conv = (name: string, from: PortReference) => {
      const window = { kernelSize: [3, 3], padding: 'same', useBias: false }
      return graph.layer('conv2d', { filters: expression('filters'), strides, ...window }, from, { name })
    }
    const shape = { filters: expression('filters'), kernelSize: [1, 1], strides, useBias: false }
    const shortcut = graph.layer('conv2d', shape, residual, { name: 'projection', when: 'project' })
    const sums = {
      residual: [conv('residualToResidual', residual), shortcut, conv('transientToResidual', transient)],
      transient: [conv('residualToTransient', residual), conv('transientToTransient', transient)]
    }
    const stream = (name: 'residual' | 'transient') => {
      const sum = graph.layer('add', {}, sums[name], { name: `${name}Sum` })
      const norm = graph.layer('batchNormalization', {}, sum, { name: `${name}Norm` })
      return graph.layer('relu', {}, norm, { name: `${name}Relu` })
    }
    graph.output(stream('residual'))
    graph.output(stream('transient'), 'transientOutput')
  }
)
