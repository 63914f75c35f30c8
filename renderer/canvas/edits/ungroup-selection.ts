import { planUngrouping, ungroup, type Ungrouping } from '../../../core/document/blocks/ungroup.ts'
import type { Draft } from '../../../core/document/draft.ts'
import type { Document, Note, Position } from '../../../core/document/records.ts'
import type { GraphId, GraphNode, NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { layOutGraph } from '../../../core/network/layout.ts'
import type { Problem } from '../../../core/problem.ts'
import { message } from '../../messages/message.ts'
import type { EditorModel } from '../editor-model.ts'
import { snap } from '../points.ts'
import { directionOf } from '../scene/direction.ts'
import { notesOf } from '../scene/scene-notes.ts'
import { selectNodes } from '../selection.ts'
import { flowOf, type Flow } from './flow.ts'
import { editGraph, placesOf } from './placement.ts'

/** Lets the insides of the selected blocks out into the graph around and selects them, or says what keeps one closed. */
export function ungroupSelection(model: EditorModel): Problem | undefined {
  const { document, path, selection } = model
  const instances = [...selection.nodes].filter(id => document.nodes[id]?.type === 'block')
  const plans = instances.map(id => planUngrouping(document, id))
  const refused = plans.find(plan => 'problem' in plan)
  if (refused !== undefined && 'problem' in refused) return refused.problem
  const out: NodeId[] = []
  editGraph(model, message('step/ungroup', { count: instances.length }), draft => {
    for (const id of instances) {
      // Made anew: what came out before may have taken ids, names and the last other instance.
      const plan = planUngrouping(draft.document, id)
      if (!('problem' in plan)) out.push(...open(draft, plan))
    }
  })
  model.select({ ...selectNodes(out), path })
  return undefined
}

function open(draft: Draft, plan: Ungrouping): readonly NodeId[] {
  const { document } = draft
  const node = document.nodes[plan.instance]
  const inside = document.blocks[node?.block ?? '']?.graph
  if (node === undefined || inside === undefined) return []
  const start = placesOf(document, node.graph).get(node.id) ?? { x: 0, y: 0 }
  const flow = flowOf(document, node.graph)
  const layout = layoutInside(document, inside, node.graph)
  const notes = notesOf(document, inside)
  ungroup(draft, plan)
  const columns = plan.copies.map(copy =>
    boxOf(
      flow,
      [...copy.keys()].flatMap(id => layout.get(id) ?? [])
    )
  )
  const length = columns.reduce((sum, box) => sum + box.length, 0) + Math.max(0, columns.length - 1) * gapOf(flow)
  const width = Math.max(0, ...columns.map(box => box.width))
  const ids = plan.copies.flatMap(copy => [...copy.values()])
  makeRoom(draft, { node, start, flow, length, width, ids: new Set(ids) })
  let along = flow.along(start)
  for (const [index, copy] of plan.copies.entries()) {
    const box = columns[index]
    if (box === undefined) continue
    const by = flow.at(along - box.along, flow.across(start) - box.across - box.width / 2)
    const move = ({ x, y }: Position): Position => ({ x: snap(x + by.x), y: snap(y + by.y) })
    for (const [inner, outer] of copy) {
      const place = layout.get(inner)
      if (place !== undefined) draft.move(outer, move(place))
    }
    if (index === 0) bringNotes(draft, notes, node.graph, move)
    along += box.length + gapOf(flow)
  }
  return ids
}

/** Where the nodes inside stand; laid out anew where data flow another way than in the graph around. */
function layoutInside(document: Document, inside: GraphId, around: GraphId): ReadonlyMap<NodeId, Position> {
  const direction = directionOf(document, around)
  if (directionOf(document, inside) === direction) return placesOf(document, inside)
  return layOutGraph(graphOf(document, inside), { direction })
}

interface Box {
  /** Of the first corner. */
  readonly along: number
  readonly across: number
  /** From corner to corner: what the nodes need beside a single one. */
  readonly length: number
  readonly width: number
}

function boxOf(flow: Flow, places: readonly Position[]): Box {
  if (places.length === 0) return { along: 0, across: 0, length: 0, width: 0 }
  const [along, across] = [places.map(flow.along), places.map(flow.across)]
  const [firstAlong, firstAcross] = [Math.min(...along), Math.min(...across)]
  return {
    along: firstAlong,
    across: firstAcross,
    length: Math.max(...along) - firstAlong,
    width: Math.max(...across) - firstAcross
  }
}

/** From the last row of one copy to the first of the next. */
function gapOf(flow: Flow): number {
  return flow.along(flow.ahead(flow.at(0, 0)))
}

interface Room {
  readonly node: GraphNode
  readonly start: Position
  readonly flow: Flow
  readonly length: number
  readonly width: number
  readonly ids: ReadonlySet<NodeId>
}

/** What stands behind the block moves on, what stands beside it moves aside. */
function makeRoom(draft: Draft, { node, start, flow, length, width, ids }: Room): void {
  const { document } = draft
  for (const other of graphOf(document, node.graph).nodes.keys()) {
    const place = document.positions[other]
    if (place === undefined || ids.has(other)) continue
    const ahead = flow.along(place) - flow.along(start)
    const aside = flow.across(place) - flow.across(start)
    if (ahead >= flow.length) draft.move(other, flow.at(flow.along(place) + length, flow.across(place)))
    else if (ahead > -flow.length && aside !== 0) {
      const by = snap(width / 2) * Math.sign(aside)
      draft.move(other, flow.at(flow.along(place), flow.across(place) + by))
    }
  }
}

function bringNotes(draft: Draft, notes: readonly Note[], graph: GraphId, move: (place: Position) => Position): void {
  for (const { id: _, ...note } of notes) draft.addNote({ ...note, graph, ...move(note) })
}
