import type { Edge } from '../../../core/graph/drawing.ts'
import type { NodeInDrawing } from '../edits/item-node.ts'
import { judgeInsertion } from '../edits/edges/put-on-edge.ts'
import { inPlace, type EditorModel } from '../editor-model.ts'
import { isSamePath, type GraphPosition } from '../graph-position.ts'
import { nearestEdge } from '../hit-test.ts'
import type { CanvasPoint } from '../points.ts'
import type { Scene } from '../scene/scene.ts'
import type { Onto } from './gesture.ts'

/** How near the middle of a node must come to an edge to be meant for it, in canvas points. */
const reach = 22

/** The edge of a graph that a node is held over by its middle, and whether it can be led through the node. */
export function edgeUnder(
  model: EditorModel,
  scene: Scene,
  { graph, path }: GraphPosition,
  held: { readonly middle: CanvasPoint; readonly part: NodeInDrawing }
): (Onto & { readonly record: Edge }) | undefined {
  const seen = nearestEdge(scene, held.middle, reach, edge => isSamePath(edge.path, path))
  const record = seen && model.document.edges[seen.id]
  if (seen === undefined || record === undefined) return undefined
  return { edge: seen.key, record, verdict: judgeInsertion(inPlace(model, { graph, path }), held.part, record) }
}
