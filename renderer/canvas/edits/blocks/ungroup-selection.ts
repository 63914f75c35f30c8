import { planUngrouping, ungroup, type Ungrouping } from '../../../../core/document/blocks/ungroup.ts'
import type { Draft } from '../../../../core/document/draft.ts'
import type { Document, Position } from '../../../../core/document/records.ts'
import type { GraphId, GraphNode, NodeId } from '../../../../core/graph/drawing.ts'
import { graphOf } from '../../../../core/graph/graph.ts'
import { layOutGraph } from '../../../../core/document/layout/layout.ts'
import type { Problem } from '../../../../core/problem.ts'
import { message } from '../../../messages/message.ts'
import type { EditorModel } from '../../editor-model.ts'
import { snap } from '../../points.ts'
import { directionOf } from '../../scene/direction.ts'
import { notesOf } from '../../scene/scene-notes.ts'
import { selectNodes } from '../../selection.ts'
import { flowOf, type Flow } from '../arrange/flow.ts'
import { editGraph, positionsOf } from '../arrange/placement.ts'
import { followersOf } from '../arrange/room.ts'

/** Between a node and what it feeds, at least. */
const leastGap = 24

/** Lets the insides of the selected blocks out into the graph around and selects them, or says what keeps one closed. */
export function ungroupSelection(model: EditorModel): Problem | undefined {
  const { document, path, selection } = model
  const instances = [...selection.nodes].filter(id => document.nodes[id]?.type === 'block')
  const plans = instances.map(id => planUngrouping(document, id))
  const refused = plans.find(plan => 'problem' in plan)
  if (refused !== undefined && 'problem' in refused) return refused.problem
  if (instances.length === 0) return undefined
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
  const start = positionsOf(document, node.graph).get(node.id) ?? { x: 0, y: 0 }
  const flow = flowOf(document, node.graph)
  const layout = layoutInside(document, inside, node.graph)
  const notes = notesOf(document, inside)
  const onward = graphOf(document, node.graph)
    .outgoing(node.id)
    .map(edge => edge.to.node)
    .filter(id => isAhead(flow, start, document.positions[id]))
  ungroup(draft, plan)
  const row = rowOf(flow, plan.copies, layout)
  const ids = plan.copies.flatMap(copy => [...copy.values()])
  const others = [...graphOf(draft.document, node.graph).nodes.keys()].filter(id => !ids.includes(id))
  const centered = flow.at(flow.along(start) - snap(row.length / 2), flow.across(start))
  const isFree = row.positions.every(({ at }) => !isTaken(draft.document, others, flow, sum(centered, at)))
  if (!isFree) makeRoom(draft, { node, start, flow, row, others, onward })
  const origin = isFree ? centered : start
  for (const { id, at } of row.positions) draft.move(id, sum(origin, at))
  const [first] = row.offsets
  if (first !== undefined) {
    const by = sum(origin, first)
    for (const { id: _, ...note } of notes) draft.addNote({ ...note, graph: node.graph, ...sum(by, note) })
  }
  return ids
}

/** Where a drawing is wrapped, what follows may stand before. */
function isAhead(flow: Flow, start: Position, position: Position | undefined): boolean {
  return position !== undefined && flow.along(position) > flow.along(start)
}

/** Where the nodes inside stand; laid out anew where data flow another way than in the graph around. */
function layoutInside(document: Document, inside: GraphId, around: GraphId): ReadonlyMap<NodeId, Position> {
  const direction = directionOf(document, around)
  if (directionOf(document, inside) === direction) return positionsOf(document, inside)
  return layOutGraph(graphOf(document, inside), { direction })
}

/** All copies behind each other, measured from the corner of the node that they take the place of. */
interface Row {
  readonly positions: readonly { readonly id: NodeId; readonly at: Position }[]
  /** How far each copy is from where it stands in its definition. */
  readonly offsets: readonly Position[]
  /** What it needs beside a single node. */
  readonly length: number
  readonly width: number
}

function rowOf(flow: Flow, copies: Ungrouping['copies'], layout: ReadonlyMap<NodeId, Position>): Row {
  const gap = flow.along(flow.ahead(flow.at(0, 0)))
  const positions: { readonly id: NodeId; readonly at: Position }[] = []
  const offsets: Position[] = []
  let [next, width] = [0, 0]
  for (const copy of copies) {
    const own = [...copy].flatMap(([inner, id]) => {
      const position = layout.get(inner)
      return position === undefined ? [] : [{ id, position }]
    })
    if (own.length === 0) continue
    const [along, across] = [own.map(each => flow.along(each.position)), own.map(each => flow.across(each.position))]
    const [first, left] = [Math.min(...along), Math.min(...across)]
    const span = Math.max(...across) - left
    const { x, y } = flow.at(next - first, -left - span / 2)
    const offset = { x: snap(x), y: snap(y) }
    offsets.push(offset)
    positions.push(...own.map(({ id, position }) => ({ id, at: sum(position, offset) })))
    next += Math.max(...along) - first + gap
    width = Math.max(width, span)
  }
  return { positions, offsets, length: Math.max(0, next - gap), width }
}

function sum(a: Position, b: Position): Position {
  return { x: a.x + b.x, y: a.y + b.y }
}

/** Whether a node would cover another one, or come too near to it. */
function isTaken({ positions }: Document, others: readonly NodeId[], flow: Flow, position: Position): boolean {
  const aside = Math.abs(flow.across(flow.aside(flow.at(0, 0))))
  return others.some(id => {
    const other = positions[id]
    return (
      other !== undefined &&
      Math.abs(flow.along(other) - flow.along(position)) < flow.length + leastGap &&
      Math.abs(flow.across(other) - flow.across(position)) < aside
    )
  })
}

interface Room {
  readonly node: GraphNode
  readonly start: Position
  readonly flow: Flow
  readonly row: Row
  readonly others: readonly NodeId[]
  /** What the block feeds. */
  readonly onward: readonly NodeId[]
}

/** What follows the block, or stands where its insides come to stand, moves on; what stands beside it moves aside. */
function makeRoom(draft: Draft, { node, start, flow, row, others, onward }: Room): void {
  const { document } = draft
  const following = followersOf(document, node.graph, onward)
  const reach = row.width / 2 + flow.across(flow.aside(flow.at(0, 0)))
  for (const other of others) {
    const position = document.positions[other]
    if (position === undefined) continue
    const ahead = flow.along(position) - flow.along(start)
    const aside = flow.across(position) - flow.across(start)
    if (ahead >= flow.length && (following.has(other) || Math.abs(aside) < reach)) {
      draft.move(other, flow.at(flow.along(position) + row.length, flow.across(position)))
    } else if (Math.abs(ahead) < flow.length && aside !== 0) {
      const by = snap(row.width / 2) * Math.sign(aside)
      draft.move(other, flow.at(flow.along(position), flow.across(position) + by))
    }
  }
}
