import { defineBlock } from '../graph/define-block.ts'
import type { PortReference } from '../graph/drawing.ts'
import { expression } from '../graph/graph-builder.ts'
import { integer } from '../parameters.ts'

/** The mlpconv layer: a convolution and two 1×1 ones, which are a dense network at every pixel. */
export const networkInNetwork = defineBlock(
  {
    name: 'networkInNetwork',
    label: 'Network in network',
    summary: 'A convolution followed by two 1×1 ones: a small dense network that slides over the image.',
    source: 'Lin, Chen and Yan, "Network In Network", 2013, section 3.1',
    parameters: {
      filters1: integer({ default: 192, min: 1, max: 65_536, help: 'Filters of the convolution.' }),
      filters2: integer({ default: 160, min: 1, max: 65_536, help: 'Filters of the first 1×1 convolution.' }),
      filters3: integer({
        default: 96,
        min: 1,
        max: 65_536,
        help: 'Filters of the second 1×1 convolution: the channels of the result.'
      }),
      kernelSize: integer({ default: 5, min: 1, max: 64, help: 'Height and width of the window.' })
    }
  },
  graph => {
    const conv = (name: string, filters: string, kernelSize: string, from: PortReference) =>
      graph.layer(
        'conv2d',
        {
          filters: expression(filters),
          kernelSize: expression(kernelSize),
          padding: 'same',
          activation: 'relu',
          kernelInitializer: 'heNormal'
        },
        from,
        { name }
      )
    const window = conv('conv', 'filters1', 'kernelSize', graph.input())
    graph.output(conv('mlp2', 'filters3', '1', conv('mlp1', 'filters2', '1', window)))
  }
)
