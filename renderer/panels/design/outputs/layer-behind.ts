import type { Document } from '../../../../core/document/records.ts'
import type { NodeId } from '../../../../core/graph/drawing.ts'
import { graphOf } from '../../../../core/graph/graph.ts'
import type { Paths } from '../../../canvas/scene/paths.ts'

/**
 * The layer whose output a node hands on: a layer its own, a block that of its first output in the last repeat, a
 * bypassed node what comes in.
 */
export function layerBehind<Layer>(
  document: Document,
  routes: Paths<Layer>,
  path: readonly NodeId[],
  id: NodeId
): Layer | undefined {
  const node = document.nodes[id]
  if (node === undefined || node.type === 'blockInput') return undefined
  if (node.isBypassed || node.type === 'blockOutput') {
    const [edge] = graphOf(document, node.graph).incoming(id)
    return edge && layerBehind(document, routes, path, edge.from.node)
  }
  const route = [...path, id].join('/')
  if (node.type !== 'block') return routes.layers.get(route)
  const graph = document.blocks[node.block ?? '']?.graph
  const ends = graph === undefined ? [] : [...graphOf(document, graph).nodes.values()]
  const end = ends.find(({ type }) => type === 'blockOutput')
  return end && layerBehind(document, routes, [...path, routes.steps.get(route)?.at(-1) ?? id], end.id)
}
