import type { Document, Note } from '../../../core/document/records.ts'
import type { GraphId, NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { notesOf } from '../../canvas/scene/scene-notes.ts'

/** A note or a frame where it stands; one in a block's definition once, by the first instance that leads there. */
export interface IndexedNote {
  readonly note: Note
  /** The block instances from the root graph down to it. */
  readonly path: readonly NodeId[]
  /** The same by their names: `stage2/block`; empty in the root graph. */
  readonly where: string
}

/** All that is written at every level, outer levels before what is in them. */
export function noteIndex(document: Document): readonly IndexedNote[] {
  const paths = new Map<GraphId, Omit<IndexedNote, 'note'>>([[document.root, { path: [], where: '' }]])
  for (const [graph, { path, where }] of paths) {
    for (const node of graphOf(document, graph).order) {
      const inside = document.blocks[node.block ?? '']?.graph
      if (inside === undefined || paths.has(inside)) continue
      paths.set(inside, { path: [...path, node.id], where: where === '' ? node.name : `${where}/${node.name}` })
    }
  }
  return [...paths].flatMap(([graph, path]) => notesOf(document, graph).map(note => ({ note, ...path })))
}
