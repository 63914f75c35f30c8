import { copied, fragmentOf } from '../../../core/document/blocks/fragments/fragment.ts'
import { paste, pasteProblem, type Pasted } from '../../../core/document/blocks/fragments/paste.ts'
import type { Draft } from '../../../core/document/draft.ts'
import type { Document, Note, Position } from '../../../core/document/records.ts'
import type { BlockId, GraphId, NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { layOutGraph } from '../../../core/document/layout/layout.ts'
import type { Problem } from '../../../core/problem.ts'
import { message } from '../../messages/message.ts'
import type { EditorModel } from '../editor-model.ts'
import { overlaps, shift, snap, unionOf, type CanvasPoint, type Rectangle } from '../points.ts'
import { scopeAt } from '../scene/levels/instance-scope.ts'
import { boundsOfNote, notesOf } from '../scene/scene-notes.ts'
import { nodeHeight, nodeWidth } from '../scene/scene.ts'
import { emptySelection } from '../selection.ts'
import { flowOf } from './arrange/flow.ts'
import { editGraph, positionsOf } from './arrange/placement.ts'
import { removeSelection } from './remove-selection.ts'

/** What is selected, as a part of a drawing by itself. Undefined where no node and no note is. */
export function copySelection({ document, graph, path, selection }: EditorModel): Document | undefined {
  const { nodes, notes } = selection
  if (nodes.size + notes.size === 0) return undefined
  return fragmentOf(document, {
    graph,
    nodes,
    notes,
    positions: positionsOf(document, graph),
    scope: scopeAt(document, path)
  })
}

/** Takes what is selected out of the drawing, once it is on the clipboard. */
export function cutSelection(model: EditorModel): void {
  const { nodes } = model.selection
  removeSelection(model, { label: nodes.size === 0 ? undefined : message('step/cut', { count: nodes.size }) })
}

export interface PasteOptions {
  /** Where the middle of it comes to stand; beside the originals where it is left out. */
  readonly at?: CanvasPoint | undefined
  readonly label?: string
}

/** Puts a part of a drawing into the open graph, where it covers nothing, and selects it; or says why it can not. */
export function pasteFragment(
  model: EditorModel,
  fragment: Document,
  { at, label }: PasteOptions = {}
): { readonly problem: Problem } | { readonly renamed: readonly BlockId[] } {
  const { document, graph, path } = model
  const problem = pasteProblem(document, fragment, graph)
  if (problem !== undefined) return { problem }
  const count = graphOf(fragment, copied).nodes.size
  const notes = notesOf(fragment, copied)
  const step = count === 0 ? message('step/pasteNotes', { count: notes.length }) : message('step/paste', { count })
  let pasted: Pasted | undefined
  editGraph(model, label ?? step, draft => {
    pasted = paste(draft, fragment, graph)
    position(draft, { graph, fragment, pasted, at })
  })
  if (pasted === undefined) return { renamed: [] }
  const { nodes, renamed } = pasted
  model.select({ ...emptySelection, nodes: new Set(nodes.values()), notes: new Set(pasted.notes.values()), path })
  return { renamed }
}

/** Puts a copy of what is selected beside it, with the edges between, and selects the copy. */
export function duplicateSelection(model: EditorModel): void {
  const fragment = copySelection(model)
  if (fragment === undefined) return
  const { nodes, notes } = model.selection
  const label =
    nodes.size === 0
      ? message('step/duplicateNotes', { count: notes.size })
      : message('step/duplicate', { count: nodes.size })
  pasteFragment(model, fragment, { label })
}

interface Placing {
  readonly graph: GraphId
  readonly fragment: Document
  readonly pasted: Pasted
  readonly at: CanvasPoint | undefined
}

function position(draft: Draft, { graph, fragment, pasted, at }: Placing): void {
  const own = graphOf(fragment, copied)
  const known = [...own.nodes.keys()].every(id => fragment.positions[id] !== undefined)
  const positions: ReadonlyMap<NodeId, Position> = known
    ? new Map([...own.nodes.keys()].map(id => [id, fragment.positions[id] ?? { x: 0, y: 0 }]))
    : layOutGraph(own)
  const nodes = [...pasted.nodes].map(([from, to]) => ({ to, position: positions.get(from) ?? { x: 0, y: 0 } }))
  const notes = [...pasted.notes].flatMap(([from, to]) => {
    const note = fragment.notes[from]
    return note === undefined ? [] : [{ to, note }]
  })
  const boxes = [...nodes.map(each => boundsAt(each.position)), ...notes.map(each => boundsOfNote(each.note))]
  const by = offsetFor(draft.document, { graph, boxes, at, isNew: id => isOf(pasted, id) })
  for (const { to, position: from } of nodes) draft.move(to, { x: from.x + by.x, y: from.y + by.y })
  for (const { to, note } of notes) draft.updateNote(to, { x: note.x + by.x, y: note.y + by.y })
}

function isOf({ nodes, notes }: Pasted, id: string): boolean {
  return [...nodes.values(), ...notes.values()].includes(id)
}

function boundsAt({ x, y }: Position): Rectangle {
  return { left: x, top: y, right: x + nodeWidth, bottom: y + nodeHeight }
}

interface Offset {
  readonly graph: GraphId
  readonly boxes: readonly Rectangle[]
  readonly at: CanvasPoint | undefined
  isNew(id: string): boolean
}

/** How far it has to move so that it stands round the wanted place, or where it stood, and covers nothing: aside until it fits. */
function offsetFor(document: Document, { graph, boxes, at, isNew }: Offset): Position {
  const area = unionOf(boxes)
  if (area === undefined) return { x: 0, y: 0 }
  const flow = flowOf(document, graph)
  const step = flow.aside(flow.at(0, 0))
  const there = occupied(document, graph, isNew)
  let by =
    at === undefined
      ? { x: 0, y: 0 }
      : { x: snap(at.x - (area.left + area.right) / 2), y: snap(at.y - (area.top + area.bottom) / 2) }
  const covers = (): boolean => boxes.some(box => there.some(other => overlaps(shift(box, by.x, by.y), other)))
  while (covers()) by = { x: by.x + step.x, y: by.y + step.y }
  return by
}

function occupied(document: Document, graph: GraphId, isNew: (id: string) => boolean): readonly Rectangle[] {
  const nodes = [...positionsOf(document, graph)].filter(([id]) => !isNew(id)).map(([, position]) => boundsAt(position))
  // A frame holds nodes, so it is no obstacle.
  const isObstacle = ({ id, kind }: Note): boolean => kind === 'note' && !isNew(id)
  return [...nodes, ...notesOf(document, graph).filter(isObstacle).map(boundsOfNote)]
}
