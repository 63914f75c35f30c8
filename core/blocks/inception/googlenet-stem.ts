import { defineBlock } from '../../graph/define-block.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { expression } from '../../graph/graph-builder.ts'
import { integer } from '../../parameters.ts'

/** What GoogLeNet has before its first inception module, with the normalizations of the paper's figure 3. */
export const googlenetStem = defineBlock(
  {
    name: 'googlenetStem',
    label: 'GoogLeNet stem',
    summary: 'Convolutions, poolings and local response normalizations that bring the image down to an eighth.',
    source: 'Szegedy et al., "Going Deeper with Convolutions", 2014, table 1 and figure 3',
    parameters: {
      filters1: integer({
        default: 64,
        min: 1,
        max: 65_536,
        help: 'Filters of the 7×7 convolution, and of the 1×1 one before the 3×3.'
      }),
      filters2: integer({ default: 192, min: 1, max: 65_536, help: 'Filters of the 3×3 convolution.' })
    }
  },
  graph => {
    const conv = (name: string, filters: string, size: number, stride: number, from: PortReference) => {
      const window = { kernelSize: [size, size], strides: [stride, stride], padding: 'same' }
      const parameters = { filters: expression(filters), ...window, activation: 'relu', kernelInitializer: 'heNormal' }
      return graph.layer('conv2d', parameters, from, { name })
    }
    const pool = (name: string, from: PortReference) =>
      graph.layer('maxPooling2d', { poolSize: [3, 3], strides: [2, 2], padding: 'same' }, from, { name })
    const normalize = (name: string, from: PortReference) =>
      graph.layer('localResponseNormalization', {}, from, { name })

    const norm1 = normalize('norm1', pool('pool1', conv('conv1', 'filters1', 7, 2, graph.input())))
    const conv2 = conv('conv2', 'filters2', 3, 1, conv('reduce2', 'filters1', 1, 1, norm1))
    graph.output(pool('pool2', normalize('norm2', conv2)))
  }
)
