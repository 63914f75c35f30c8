import type { EdgeId, NodeId } from '../../../core/graph/drawing.ts'
import type { SceneKey } from '../scene/scene.ts'

/** How a part of the drawing stands to another version of it. An affected layer has the same settings and other costs. */
export type Mark = 'added' | 'removed' | 'changed' | 'affected'

/** Marks by the ids of the document: a definition's part has the same one wherever it is seen. */
export interface Marks {
  readonly nodes: ReadonlyMap<NodeId, Mark>
  readonly edges: ReadonlyMap<EdgeId, Mark>
}

/** Where a value lies between the least (0) and the most (1) of the drawing; no share where there is none of it. */
export interface Heat {
  readonly fraction: number | undefined
  /** Stands on the node in place of its settings. */
  readonly text: string
}

export interface NodeLook {
  /** It stands back, because something else is meant. */
  readonly isFaded: boolean
  readonly heat: Heat | undefined
  readonly mark: Mark | undefined
}

export interface EdgeLook {
  readonly isFaded: boolean
  /** In canvas points; undefined for the ordinary width. */
  readonly width: number | undefined
  readonly mark: Mark | undefined
}

/** What the drawing is seen through. What it does not mention looks as it always does. */
export interface Lens {
  readonly nodes: ReadonlyMap<SceneKey, NodeLook>
  readonly edges: ReadonlyMap<SceneKey, EdgeLook>
}

export const clearLens: Lens = { nodes: new Map(), edges: new Map() }
