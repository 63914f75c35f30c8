import type { PortReference } from '../../graph/drawing.ts'
import { expression, type DrawnNode, type GraphBuilder } from '../../graph/graph-builder.ts'
import { integer, type IntegerParameter, type Pair } from '../../parameters.ts'
import { convolutionUnit } from '../convolution-unit.ts'

/** A row of a block's table for a count of filters. */
export function filters(defaultCount: number, help: string): IntegerParameter {
  return integer({ default: defaultCount, min: 1, max: 65_536, help })
}

interface Branches {
  /** A convolution with its normalization and ReLU; `count` is an expression. Halving ones are not padded. */
  conv(name: string, count: string, kernelSize: Pair, from?: PortReference, stride?: 1 | 2): DrawnNode
  /** Averages of 3×3 around each pixel, or maxima that halve the image. */
  pool(kind: 'average' | 'halving'): DrawnNode
}

/** What the branches of Inception v3 are made of. */
export function branchesFrom(graph: GraphBuilder, input: PortReference): Branches {
  return {
    conv(name, count, kernelSize, from = input, stride = 1) {
      const window = { kernelSize, strides: [stride, stride], padding: stride === 1 ? 'same' : 'valid' }
      return graph.block(convolutionUnit, { filters: expression(count), ...window, scale: false }, from, { name })
    },
    pool(kind) {
      const parameters =
        kind === 'average' ? { strides: [1, 1], padding: 'same' } : { strides: [2, 2], padding: 'valid' }
      const type = kind === 'average' ? 'averagePooling2d' : 'maxPooling2d'
      return graph.layer(type, { poolSize: [3, 3], ...parameters }, input, { name: 'pool' })
    }
  }
}
