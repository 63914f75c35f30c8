import { defineBlock } from '../graph/define-block.ts'
import type { PortReference } from '../graph/drawing.ts'
import { expression } from '../graph/graph-builder.ts'
import { integer } from '../parameters.ts'

/** The module of SqueezeNet with the three numbers of the paper's table 1; the defaults are those of fire2. */
export const fire = defineBlock(
  {
    name: 'fire',
    label: 'Fire module',
    summary: 'Squeezes the channels to few with 1×1 filters and expands them again with 1×1 and 3×3 ones side by side.',
    source: 'Iandola et al., "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters", 2016, figure 1',
    parameters: {
      squeeze: integer({ default: 16, min: 1, max: 65_536, help: 'Filters of the squeezing 1×1 convolution (s1x1).' }),
      expand1x1: integer({ default: 64, min: 1, max: 65_536, help: 'Filters of the expanding 1×1 one (e1x1).' }),
      expand3x3: integer({ default: 64, min: 1, max: 65_536, help: 'Filters of the expanding 3×3 one (e3x3).' })
    }
  },
  graph => {
    const conv = (name: string, size: number, from: PortReference) =>
      graph.layer(
        'conv2d',
        {
          filters: expression(name),
          kernelSize: [size, size],
          padding: 'same',
          activation: 'relu',
          kernelInitializer: 'heNormal'
        },
        from,
        { name }
      )
    const squeezed = conv('squeeze', 1, graph.input())
    graph.output(graph.layer('concatenate', {}, [conv('expand1x1', 1, squeezed), conv('expand3x3', 3, squeezed)]))
  }
)
