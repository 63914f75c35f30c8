import type { Document } from '../../../../core/document/records.ts'
import type { NodeId } from '../../../../core/graph/drawing.ts'
import { graphOf } from '../../../../core/graph/graph.ts'
import type { Repeat } from '../../../state/runs/layer-outputs.svelte.ts'

/**
 * The layer whose output a node hands on: a layer its own, a block that of its first output in the last repeat, a
 * bypassed node what comes in. As ids on the way down, joined with a slash.
 */
export function layerBehind(
  document: Document,
  path: readonly NodeId[],
  id: NodeId,
  repeat: Repeat = 'first'
): { readonly ancestry: string; readonly repeat: Repeat } | undefined {
  const node = document.nodes[id]
  if (node === undefined || node.type === 'blockInput') return undefined
  if (node.isBypassed || node.type === 'blockOutput') {
    const [edge] = graphOf(document, node.graph).incoming(id)
    return edge && layerBehind(document, path, edge.from.node, repeat)
  }
  if (node.type !== 'block') return { ancestry: [...path, id].join('/'), repeat }
  const graph = document.blocks[node.block ?? '']?.graph
  const ends = graph === undefined ? [] : [...graphOf(document, graph).nodes.values()]
  const end = ends.find(({ type }) => type === 'blockOutput')
  return end && layerBehind(document, [...path, id], end.id, 'last')
}
