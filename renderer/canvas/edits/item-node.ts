import { portsOf, type InputOfNode, type PortsOfNode } from '../../../core/document/connections/ports.ts'
import type { Document } from '../../../core/document/records.ts'
import type { BlockDefinition, Drawing, GraphNode, NodeId } from '../../../core/graph/drawing.ts'
import { withDefinitions } from '../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { takesRole, type OutputPort } from '../../../core/layers/define-layer.ts'
import { ranksTaken } from '../../../core/network/port-ranks.ts'
import { isTarget } from '../../../core/network/port-roles.ts'
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

/** What comes out of a port, as far as it is known. */
export interface GivenValue {
  readonly shape?: Shape | undefined
  /** The role of the field that it comes from. */
  readonly role?: string | undefined
}

/**
 * The input that a value goes into: what is to be predicted into the one that asks for it, another into the first that
 * takes its shape, or else the first.
 */
export function inputFor(part: NodeInDrawing, { shape, role }: GivenValue): string | undefined {
  const { inputs } = portsOfNode(part)
  const asking = isTarget(role)
    ? inputs.find(({ roles }) => roles !== undefined && takesRole({ roles }, role))
    : undefined
  const fitting = shape && inputs.find(({ name, roles }) => roles === undefined && takesShape(part, name, shape))
  return (asking ?? fitting ?? inputs[0])?.name
}

/** The output that leads into an input: of the field that it asks for first. */
export function outputFor(part: NodeInDrawing, input: Pick<InputOfNode, 'roles'> | undefined): string | undefined {
  const { outputs } = portsOfNode(part)
  return (fieldFor(outputs, input) ?? outputs[0])?.name
}

/** The field among some outputs that an input asks for, by the order in which it names roles. */
export function fieldFor(
  outputs: readonly OutputPort[],
  input: Pick<InputOfNode, 'roles'> | undefined
): OutputPort | undefined {
  return input?.roles?.flatMap(role => outputs.find(output => output.role === role) ?? [])[0]
}

export function takesShape({ drawing, node }: NodeInDrawing, port: string, shape: Shape): boolean {
  const { min, max } = ranksTaken(drawing, node, port)
  return shape.length >= min && shape.length <= max
}
