import { freeHeader } from '../../../../core/document/blocks/fragments/copy-definition.ts'
import { group, groupProblem, type Grouped } from '../../../../core/document/blocks/group.ts'
import type { Draft } from '../../../../core/document/draft.ts'
import type { NoteId, Position } from '../../../../core/document/records.ts'
import type { NodeId } from '../../../../core/graph/drawing.ts'
import type { Problem } from '../../../../core/problem.ts'
import { message } from '../../../messages/message.ts'
import type { EditorModel } from '../../editor-model.ts'
import { snap } from '../../points.ts'
import { directionOf } from '../../scene/direction.ts'
import { notesOf } from '../../scene/scene-notes.ts'
import { selectNodes } from '../../selection.ts'
import { flowOf, type Flow } from '../arrange/flow.ts'
import { withHeld } from '../arrange/move-parts.ts'
import { editGraph, positionsOf } from '../arrange/placement.ts'
import { freePosition } from '../arrange/room.ts'

/** Makes a block of the selected nodes and selects the instance in their place, or says why it can not. */
export function groupSelection(model: EditorModel): Problem | undefined {
  const { document, graph, path, selection } = model
  const problem = groupProblem(document, selection.nodes)
  const positions = [...positionsOf(document, graph)].filter(([id]) => selection.nodes.has(id))
  const notes = notesGoingAlong(model)
  if (problem !== undefined || positions.length === 0) return problem
  let instance: NodeId | undefined
  editGraph(model, message('step/group', { count: positions.length }), draft => {
    const header = freeHeader(document, { name: 'block', label: message('block/newLabel') })
    const grouped = group(draft, selection.nodes, header)
    instance = grouped.instance
    const flow = flowOf(document, graph)
    const inside = draft.document.blocks[grouped.block]?.graph
    if (inside !== undefined) {
      draft.setDirection(inside, directionOf(document, graph))
      for (const note of notes) draft.updateNote(note, { graph: inside })
    }
    for (const [node, position] of positions) draft.move(node, position)
    const area = areaOf(flow, positions)
    placeEnds(draft, flow, grouped, area)
    const middle = snapped(flow.at((area.first + area.last) / 2, area.middle))
    draft.move(instance, freePosition(draft.document, graph, middle, instance))
  })
  // What was selected is in the new block, so the place of the selection has to be told.
  if (instance !== undefined) model.select({ ...selectNodes([instance]), path })
  return undefined
}

/** The selected notes, and frames with all that they hold where no node in them stays outside. */
function notesGoingAlong({ document, graph, selection }: EditorModel): ReadonlySet<NoteId> {
  const along = new Set<NoteId>()
  for (const { id, kind } of notesOf(document, graph)) {
    const held = withHeld({ document, graph }, { nodes: new Set(), notes: new Set([id]) })
    const isWhole = held.nodes.size > 0 && [...held.nodes].every(node => selection.nodes.has(node))
    if (kind === 'frame' && isWhole) for (const note of held.notes) along.add(note)
    if (kind === 'note' && selection.notes.has(id)) along.add(id)
  }
  return along
}

interface Area {
  /** Along the flow, of the corners of the nodes. */
  readonly first: number
  readonly last: number
  /** Across it. */
  readonly middle: number
}

function areaOf(flow: Flow, positions: readonly (readonly [NodeId, Position])[]): Area {
  const along = positions.map(([, position]) => flow.along(position))
  const across = positions.map(([, position]) => flow.across(position))
  return {
    first: Math.min(...along),
    last: Math.max(...along),
    middle: (Math.min(...across) + Math.max(...across)) / 2
  }
}

/** The block's inputs stand in a row before its nodes, its outputs behind. */
function placeEnds(draft: Draft, flow: Flow, { inputs, outputs }: Grouped, { first, last, middle }: Area): void {
  const step = flow.along(flow.ahead(flow.at(0, 0)))
  const aside = flow.across(flow.aside(flow.at(0, 0)))
  const row = (ends: readonly NodeId[], at: number): void => {
    for (const [index, end] of ends.entries()) {
      draft.move(end, snapped(flow.at(at, middle + (index - (ends.length - 1) / 2) * aside)))
    }
  }
  row(inputs, first - step)
  row(outputs, last + step)
}

function snapped({ x, y }: Position): Position {
  return { x: snap(x), y: snap(y) }
}
