import type { PortReference } from '../../graph/drawing.ts'
import type { GraphBuilder } from '../../graph/graph-builder.ts'

/** The two dense layers of AlexNet, ZFNet and VGG between the last pooling and the logits, each with its dropout. */
export function hiddenLayers(graph: GraphBuilder, features: PortReference, units: number): PortReference {
  return [1, 2].reduce<PortReference>(
    (from, position) => {
      const parameters = { units, activation: 'relu', kernelInitializer: 'heNormal' }
      const dense = graph.layer('dense', parameters, from, { name: `hidden${position}` })
      return graph.layer('dropout', {}, dense, { name: `dropout${position}` })
    },
    graph.layer('flatten', {}, features)
  )
}
