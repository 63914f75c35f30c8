import { portsOf, type PortsOfNode } from '../../../core/document/ports.ts'
import type { Document } from '../../../core/document/records.ts'
import type { BlockDefinition, Drawing, GraphNode } from '../../../core/graph/drawing.ts'
import { withDefinitions } from '../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import type { PaletteItem } from './add-item.ts'

/** A node that is not drawn yet, or is already, with the drawing that knows the block it follows. */
export interface NodeInDrawing {
  readonly node: GraphNode
  readonly drawing: Drawing
  /** What people call it. */
  readonly label: string
}

const drawings = new WeakMap<BlockDefinition, Drawing>()

/** What would come of an item of the palette: for its ports, and what they take and give. */
export function nodeOfItem(document: Document, { adds, label }: PaletteItem): NodeInDrawing {
  const bare = { id: '', graph: '', name: '', parameters: {} }
  if ('type' in adds) return { node: { ...bare, type: adds.type }, drawing: document, label }
  if (typeof adds.block === 'string')
    return { node: { ...bare, type: 'block', block: adds.block }, drawing: document, label }
  const drawing =
    drawings.get(adds.block) ?? withDefinitions({ root: '', nodes: {}, edges: {}, blocks: {} }, [adds.block])
  drawings.set(adds.block, drawing)
  return { node: { ...bare, type: 'block', block: adds.block.block.id }, drawing, label }
}

export function portsOfNode({ node, drawing }: NodeInDrawing): PortsOfNode {
  return portsOf(drawing, node, layerOf)
}
