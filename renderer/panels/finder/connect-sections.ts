import { portsOf } from '../../../core/document/connections/ports.ts'
import type { Edge, GraphNode, NodeId, PortReference } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { connectPorts, judgeConnection } from '../../canvas/edits/edges/connect-ports.ts'
import { editGraph, positionsOf } from '../../canvas/edits/arrange/placement.ts'
import type { EditorModel } from '../../canvas/editor-model.ts'
import { nodeText } from '../../canvas/scene/node-text.ts'
import { message } from '../../messages/message.ts'
import type { FinderItem, FinderSection } from './finder-item.ts'
import { plain } from './fuzzy.ts'
import { layerText } from './layer-index.ts'

/** What a node can be joined with, and what it is joined with already: connecting without a mouse. */
export function connectSections(model: EditorModel, id: NodeId): readonly FinderSection[] {
  const node = model.document.nodes[id]
  if (node === undefined) return []
  const { outputs, inputs } = portsOf(model.document, node, layerOf)
  const others = nearestFirst(model, id)
  const targets = others.flatMap(other =>
    portsOf(model.document, other, layerOf).inputs.flatMap(({ name }) =>
      outputs.flatMap(({ name: port }) => joinItem(model, { node: id, port }, { node: other.id, port: name }, other))
    )
  )
  const sources = others.flatMap(other =>
    portsOf(model.document, other, layerOf).outputs.flatMap(({ name: port }) =>
      inputs.flatMap(({ name }) => joinItem(model, { node: other.id, port }, { node: id, port: name }, other))
    )
  )
  const { outgoing, incoming } = graphOf(model.document, model.graph)
  const joined = [...outgoing(id), ...incoming(id)].flatMap(edge => partItem(model, edge, id))
  return [
    { id: 'to', label: message('finder/connectTo'), items: freeFirst(targets), most: 60 },
    { id: 'from', label: message('finder/connectFrom'), items: freeFirst(sources), most: 60 },
    { id: 'disconnect', label: message('finder/disconnect'), items: joined, most: 60 }
  ]
}

function nearestFirst({ document, graph }: EditorModel, id: NodeId): readonly GraphNode[] {
  const positions = positionsOf(document, graph)
  const from = positions.get(id)
  const distance = (other: GraphNode): number => {
    const to = positions.get(other.id)
    return from === undefined || to === undefined ? 0 : Math.hypot(to.x - from.x, to.y - from.y)
  }
  return [...graphOf(document, graph).nodes.values()]
    .filter(other => other.id !== id)
    .sort((a, b) => distance(a) - distance(b))
}

interface JoinItem extends FinderItem {
  /** It pushes another edge out. */
  readonly isReplacing: boolean
}

/** Free ports first. */
function freeFirst(items: readonly JoinItem[]): readonly JoinItem[] {
  return [...items].sort((a, b) => Number(a.isReplacing) - Number(b.isReplacing))
}

/** Nothing where the two do not fit. */
function joinItem(model: EditorModel, from: PortReference, to: PortReference, other: GraphNode): readonly JoinItem[] {
  const verdict = judgeConnection(model, from, to)
  if (verdict.kind === 'refused') return []
  const isReplacing = verdict.kind === 'replaces'
  return [
    {
      ...portItem(model, other, from, to),
      isReplacing,
      note: [portText(from, to), ...(isReplacing ? [message('canvas/replaces')] : [])].join(' · '),
      run: () => connectPorts(model, from, to)
    }
  ]
}

function partItem(model: EditorModel, { id, from, to }: Edge, node: NodeId): readonly FinderItem[] {
  const other = model.document.nodes[from.node === node ? to.node : from.node]
  if (other === undefined) return []
  const cut = (): void =>
    editGraph(model, message('step/deleteConnections', { count: 1 }), draft => {
      draft.disconnect(id)
    })
  return [{ ...portItem(model, other, from, to), note: portText(from, to), run: cut }]
}

function portText(from: PortReference, to: PortReference): string {
  return message('finder/port', { from: from.port, to: to.port })
}

function portItem({ document }: EditorModel, other: GraphNode, from: PortReference, to: PortReference) {
  const { title, family } = nodeText(document, other, undefined)
  return {
    id: `${from.node}.${from.port} ${to.node}.${to.port}`,
    text: layerText(other.name, title),
    family,
    found: [other.name, title, `${from.port} ${to.port}`].map(plain)
  }
}
