import type { Note, NoteColor, NoteId, Position } from '../../../../core/document/records.ts'
import { message } from '../../../messages/message.ts'
import type { EditorModel } from '../../editor-model.ts'
import { canvasPoint, grow, overlaps, snap, unionOf, type CanvasPoint, type Rectangle } from '../../points.ts'
import { boundsOfNote } from '../../scene/scene-notes.ts'
import { nodeHeight, nodeWidth } from '../../scene/scene.ts'
import { selectNotes } from '../../selection.ts'
import { positionsOf } from './placement.ts'

const noteSize = { width: 200, height: 96 }
const frameSize = { width: 320, height: 240 }
/** Between a frame and what it holds; above it, the title keeps to the gap between two nodes of a column. */
const framePadding = 24
const framePaddingAbove = 16
/** Between a new note and what stands beside it. */
const clearance = 8

/** Where a new note hides nothing and is not hidden: there, or to the right of the nodes and notes that stand there. */
export function roomForNote({ document, graph }: EditorModel, wanted: CanvasPoint): CanvasPoint {
  const nodes = [...positionsOf(document, graph).values()].map(boundsOfNode)
  const notes = Object.values(document.notes).filter(note => note.graph === graph && note.kind === 'note')
  const others = [...nodes, ...notes.map(boundsOfNote)].sort((a, b) => a.left - b.left)
  const top = snap(wanted.y)
  let left = snap(wanted.x)
  for (const other of others) {
    const position = { left, top, right: left + noteSize.width, bottom: top + noteSize.height }
    if (overlaps(grow(other, clearance), position)) left = snap(other.right) + framePadding
  }
  return canvasPoint(left, top)
}

/** Puts an empty note there, and selects it. */
export function addNote(model: EditorModel, { x, y }: CanvasPoint): NoteId {
  return add(model, message('step/addNote'), {
    kind: 'note',
    text: '',
    color: 'yellow',
    x: snap(x),
    y: snap(y),
    ...noteSize
  })
}

function boundsOfNode({ x, y }: Position): Rectangle {
  return { left: x, top: y, right: x + nodeWidth, bottom: y + nodeHeight }
}

/** Puts a frame round what is selected, or there where nothing is, and selects it. */
export function addFrame(model: EditorModel, otherwise: CanvasPoint): NoteId {
  const round = boundsOfSelection(model)
  const position =
    round === undefined
      ? { x: snap(otherwise.x), y: snap(otherwise.y), ...frameSize }
      : positionOf({ ...grow(round, framePadding), top: round.top - framePaddingAbove })
  return add(model, message('step/addFrame'), {
    kind: 'frame',
    text: message('note/newFrame'),
    color: 'blue',
    ...position
  })
}

function add(model: EditorModel, label: string, note: Omit<Note, 'id' | 'graph'>): NoteId {
  const { graph } = model
  let added: NoteId = ''
  model.edit(label, draft => {
    added = draft.addNote({ graph, ...note })
  })
  model.select(selectNotes([added]))
  return added
}

/** Round the selected nodes and notes of the graph that is worked on. */
function boundsOfSelection({ document, graph, selection }: EditorModel): Rectangle | undefined {
  const positions = positionsOf(document, graph)
  return unionOf([
    ...[...selection.nodes].flatMap(id => {
      const position = positions.get(id)
      return position === undefined ? [] : boundsOfNode(position)
    }),
    ...[...selection.notes].flatMap(id => {
      const note = document.notes[id]
      return note === undefined ? [] : boundsOfNote(note)
    })
  ])
}

export function positionOf({ left, top, right, bottom }: Rectangle): Pick<Note, 'x' | 'y' | 'width' | 'height'> {
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** What was typed. A note grows with its text, so that all of it is seen. */
export function setNoteText(model: EditorModel, id: NoteId, text: string, height?: number): void {
  const note = model.document.notes[id]
  if (note === undefined || note.text === text) return
  const grown = height === undefined ? note.height : Math.max(note.height, height)
  model.edit(message('step/noteText'), draft => draft.updateNote(id, { text, height: grown }))
}

export function setNoteColor(model: EditorModel, color: NoteColor): void {
  model.edit(message('step/noteColor'), draft => {
    for (const id of model.selection.notes) draft.updateNote(id, { color })
  })
}

export function resizeNote(model: EditorModel, id: NoteId, bounds: Rectangle): void {
  const note = model.document.notes[id]
  if (note === undefined) return
  const kind = message(`note/${note.kind}`).toLowerCase()
  model.edit(message('step/resizeNote', { kind }), draft => draft.updateNote(id, positionOf(bounds)))
}
