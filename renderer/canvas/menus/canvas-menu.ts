import type { EditorModel } from '../editor-model.ts'
import { isSamePath, type GraphPosition } from '../graph-position.ts'
import type { Hit } from '../hit-test.ts'
import type { Purpose } from './offers.ts'
import type { CanvasPoint, ScreenPoint } from '../points.ts'
import { emptySelection, selectEdges, selectNodes, selectNotes, type Selection } from '../selection.ts'

/** What a context menu is about. */
export type ContextTarget = 'canvas' | 'node' | 'edge' | 'note'

/** A menu that the canvas asks for. It floats over the window; until it is closed, the canvas knows what it is about. */
export type CanvasMenu = ContextMenu | OffersMenu

interface Placed {
  /** Where it opens. */
  readonly anchor: ScreenPoint
  /** The same place on the graph: where what is pasted or added comes to stand. */
  readonly at: CanvasPoint
}

export interface ContextMenu extends Placed {
  readonly kind: 'context'
  readonly target: ContextTarget
}

/** Layers and blocks to choose from. */
export interface OffersMenu extends Placed {
  readonly kind: 'offers'
  readonly purpose: Purpose
  /** The graph that the choice goes into. */
  readonly position: GraphPosition
}

/** Selects what is under the pointer, unless it is selected already among others, and says what it is. */
export function aimAt(model: EditorModel, hit: Hit): ContextTarget {
  const { nodes, edges, notes } = model.selection
  switch (hit.kind) {
    case 'port':
      return aimAt(model, { kind: 'node', ...hit.end })
    case 'node':
    case 'fold':
    case 'repeats':
    case 'inside':
      if (!nodes.has(hit.node) || !isSamePath(hit.path, model.path)) model.select(selectNodes([hit.node], hit.path))
      return 'node'
    case 'edge':
      if (!edges.has(hit.edge) || !isSamePath(hit.path, model.path)) model.select(selectEdges([hit.edge], hit.path))
      return 'edge'
    case 'note':
      if (!notes.has(hit.note) || !isSamePath(hit.path, model.path)) model.select(selectNotes([hit.note], hit.path))
      return 'note'
    case 'empty':
      model.select(emptySelection)
      return 'canvas'
  }
}

/** What keys mean, which point at nothing. */
export function targetOf({ nodes, edges, notes }: Selection): ContextTarget {
  if (nodes.size > 0) return 'node'
  if (notes.size > 0) return 'note'
  return edges.size > 0 ? 'edge' : 'canvas'
}
