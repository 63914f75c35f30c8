import type { PortReference } from '../../graph/drawing.ts'
import type { GraphBuilder } from '../../graph/graph-builder.ts'

/** The two dense layers of AlexNet, ZFNet and VGG between the last pooling and the logits, each with its dropout. */
export function hiddenLayers(graph: GraphBuilder, features: PortReference, units: number): PortReference {
  return [1, 2].reduce<PortReference>(
    (from, place) => {
      const parameters = { units, activation: 'relu', kernelInitializer: 'heNormal' }
      const dense = graph.layer('dense', parameters, from, { name: `hidden${place}` })
      return graph.layer('dropout', {}, dense, { name: `dropout${place}` })
    },
    graph.layer('flatten', {}, features)
  )
}
