import { connectInPlace } from '../../../core/document/connections/connect-in-place.ts'
import { connectionProblem } from '../../../core/document/connections/connection.ts'
import type { Draft } from '../../../core/document/draft.ts'
import { gapsOf, type Gap } from '../../../core/document/connections/gaps.ts'
import type { Position } from '../../../core/document/records.ts'
import type { Edge, PortReference } from '../../../core/graph/drawing.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { rankMisfit } from '../../../core/network/port-ranks.ts'
import { roleGiven } from '../../../core/network/port-roles.ts'
import { message } from '../../messages/message.ts'
import type { EditorModel } from '../editor-model.ts'
import { instanceFacts } from '../scene/levels/instance-facts.ts'
import { emptySelection, isEmpty, type Selection } from '../selection.ts'
import { editGraph } from './arrange/placement.ts'
import { closeRooms, type Room } from './arrange/room.ts'

interface RemoveOptions {
  readonly leavesGap?: boolean
  readonly label?: string | undefined
}

/**
 * Deletes the selected nodes, with the edges at them, the selected edges, and notes. Where one thing came into the nodes
 * it is led on to what followed, which takes their place, unless the gap shall stay.
 */
export function removeSelection(model: EditorModel, { leavesGap = false, label }: RemoveOptions = {}): void {
  const { selection, graph } = model
  if (isEmpty(selection)) return
  editGraph(model, label ?? removalLabel(selection), draft => {
    for (const edge of selection.edges) if (draft.document.edges[edge] !== undefined) draft.disconnect(edge)
    const { document } = draft
    const nodes = new Set([...selection.nodes].filter(node => document.nodes[node] !== undefined))
    const gaps = leavesGap ? [] : gapsOf(document, graph, nodes)
    for (const node of nodes) draft.removeNode(node)
    for (const note of selection.notes) if (draft.document.notes[note] !== undefined) draft.removeNote(note)
    const closed = gaps.filter(gap => closeGap(model, draft, gap))
    closeRooms(
      draft,
      graph,
      closed.map(gap => roomOf(gap, document.positions))
    )
  })
  model.select(emptySelection)
}

function roomOf({ nodes, onward }: Gap, positions: Readonly<Record<string, Position>>): Room {
  return {
    left: [...nodes].flatMap(node => positions[node] ?? []),
    followers: onward.map(edge => edge.to.node)
  }
}

/** Leads the source on to all that can take it. False where something can not, which is left open, as its problem says. */
function closeGap(model: EditorModel, draft: Draft, { source, onward }: Gap): boolean {
  const fitting = onward.filter(edge => canFollow(model, draft, source, edge))
  for (const edge of fitting) connectInPlace(draft, source, edge)
  return fitting.length === onward.length
}

function canFollow({ document, network, path }: EditorModel, draft: Draft, from: PortReference, { to }: Edge): boolean {
  if (connectionProblem(draft.document, from, to, layerOf) !== undefined) return false
  const shape = instanceFacts(document, network, path).shapeAt(from)
  const node = draft.document.nodes[to.node]
  const role = roleGiven(document.nodes[from.node], from.port, document.datasets)
  return (
    shape === undefined ||
    node === undefined ||
    rankMisfit(draft.document, node, { port: to.port, label: node.name, shape, role }) === undefined
  )
}

function removalLabel({ nodes, edges, notes }: Selection): string {
  if (nodes.size > 0) return message('step/delete', { count: nodes.size })
  if (notes.size > 0) return message('step/deleteNotes', { count: notes.size })
  return message('step/deleteConnections', { count: edges.size })
}
