import { portsOf, type PortsOfNode } from '../../../core/document/connections/ports.ts'
import type { Document } from '../../../core/document/records.ts'
import type { BlockDefinition, Drawing, GraphNode, NodeId } from '../../../core/graph/drawing.ts'
import { withDefinitions } from '../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { ranksTaken } from '../../../core/network/port-ranks.ts'
import type { Shape } from '../../../core/ops/tensor.ts'
import type { PaletteItem } from './palette-item.ts'

/** A node that is drawn, or could be, with the drawing that knows the block it follows. */
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
  const id = typeof adds.block === 'string' ? adds.block : adds.block.block.id
  const drawing = typeof adds.block === 'string' ? document : drawingOf(adds.block)
  return { node: { ...bare, type: 'block', block: id }, drawing, label }
}

function drawingOf(definition: BlockDefinition): Drawing {
  const drawing =
    drawings.get(definition) ?? withDefinitions({ root: '', nodes: {}, edges: {}, blocks: {} }, [definition])
  drawings.set(definition, drawing)
  return drawing
}

export function nodeInDocument(document: Document, id: NodeId): NodeInDrawing | undefined {
  const node = document.nodes[id]
  return node && { node, drawing: document, label: node.name }
}

export function portsOfNode({ node, drawing }: NodeInDrawing): PortsOfNode {
  return portsOf(drawing, node, layerOf)
}

/** The input that a value goes into: a label into a target, another into the first that takes its shape, or else the first. */
export function inputFor(part: NodeInDrawing, shape: Shape | undefined): string | undefined {
  const names = portsOfNode(part).inputs.map(({ name }) => name)
  const target = names.find(name => name === 'target')
  if (shape === undefined) return names[0]
  if (shape.length === 0 && target !== undefined) return target
  return names.find(name => name !== 'target' && takesShape(part, name, shape)) ?? names[0]
}

/** The output that leads into an input: a label into a target. */
export function outputFor(part: NodeInDrawing, input: string): string | undefined {
  const { outputs } = portsOfNode(part)
  return (input === 'target' ? outputs.find(name => name === 'label') : undefined) ?? outputs[0]
}

export function takesShape({ drawing, node }: NodeInDrawing, port: string, shape: Shape): boolean {
  const { min, max } = ranksTaken(drawing, node, port)
  return shape.length >= min && shape.length <= max
}
