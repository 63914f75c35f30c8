import { message } from '../../../messages/message.ts'
import type { EditorModel } from '../../editor-model.ts'
import { encloses } from '../../points.ts'
import { boundsOfNote, notesOf } from '../../scene/scene-notes.ts'
import { nodeHeight, nodeWidth } from '../../scene/scene.ts'
import type { Selection } from '../../selection.ts'
import { editGraph, positionsOf } from './placement.ts'

/** What moves together, of one graph. */
export type Parts = Pick<Selection, 'nodes' | 'notes'>

/** The parts, and what lies wholly inside the frames among them. */
export function withHeld({ document, graph }: Pick<EditorModel, 'document' | 'graph'>, parts: Parts): Parts {
  const notes = notesOf(document, graph)
  const frames = notes.filter(note => note.kind === 'frame' && parts.notes.has(note.id)).map(boundsOfNote)
  if (frames.length === 0) return parts
  const heldNodes = [...positionsOf(document, graph)].filter(([, { x, y }]) =>
    frames.some(frame => encloses(frame, { left: x, top: y, right: x + nodeWidth, bottom: y + nodeHeight }))
  )
  const heldNotes = notes.filter(note => frames.some(frame => encloses(frame, boundsOfNote(note))))
  return {
    nodes: new Set([...parts.nodes, ...heldNodes.map(([id]) => id)]),
    notes: new Set([...parts.notes, ...heldNotes.map(({ id }) => id)])
  }
}

export function moveParts(model: EditorModel, { nodes, notes }: Parts, x: number, y: number): void {
  if (x === 0 && y === 0) return
  const count = nodes.size + notes.size
  const label = nodes.size > 0 ? message('step/move', { count: nodes.size }) : message('step/moveNotes', { count })
  editGraph(model, label, draft => {
    for (const node of nodes) {
      const position = draft.document.positions[node]
      if (position !== undefined) draft.move(node, { x: position.x + x, y: position.y + y })
    }
    for (const id of notes) {
      const note = draft.document.notes[id]
      if (note !== undefined) draft.updateNote(id, { x: note.x + x, y: note.y + y })
    }
  })
}
