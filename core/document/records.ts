import type { Block, BlockId, Edge, EdgeId, GraphId, GraphNode, NodeId } from '../graph/drawing.ts'
import type { Direction } from '../graph/direction.ts'
import type { DatasetSettings } from '../data/dataset.ts'
import type { Recipe } from '../recipe/recipe.ts'

/** Where a node's upper left corner lies on the canvas of its graph, in canvas points. */
export interface Position {
  readonly x: number
  readonly y: number
}

export type NoteId = string

/** Colored paper, by name: each theme has its own shade. */
export const noteColors = ['gray', 'yellow', 'green', 'blue', 'violet', 'red'] as const
export type NoteColor = (typeof noteColors)[number]

/** The bounds of a note: its sides in canvas points, and the characters of its text. */
export const noteBounds = { side: { min: 1, max: 1_000_000 }, textLength: 10_000 } as const

/** What a person writes on the canvas beside the network: a note, or a titled frame round a part of it. */
export interface Note {
  readonly id: NoteId
  readonly graph: GraphId
  readonly kind: 'note' | 'frame'
  readonly text: string
  readonly color: NoteColor
  /** Upper left corner and size, in canvas points. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type { Direction }

/** How one graph lies on its canvas. A graph without a sheet flows down. */
export interface Sheet {
  readonly id: GraphId
  readonly direction: Direction
}

/**
 * Everything that a project's file holds, normalized by id. Plain JSON, never changed in place:
 * `edit` makes the next one. Positions are apart from nodes, so that moving a node invalidates no fact.
 */
export interface Document {
  readonly name: string
  readonly root: GraphId
  readonly nodes: Readonly<Record<NodeId, GraphNode>>
  readonly edges: Readonly<Record<EdgeId, Edge>>
  readonly blocks: Readonly<Record<BlockId, Block>>
  readonly positions: Readonly<Record<NodeId, Position>>
  readonly notes: Readonly<Record<NoteId, Note>>
  readonly sheets: Readonly<Record<GraphId, Sheet>>
  readonly datasets: Readonly<Record<string, DatasetSettings>>
  readonly recipe: Recipe
}

/** The collections of a document that hold records by id. */
export type Collection = 'nodes' | 'edges' | 'blocks' | 'positions' | 'notes' | 'sheets' | 'datasets'

export const collections = [
  'nodes',
  'edges',
  'blocks',
  'positions',
  'notes',
  'sheets',
  'datasets'
] as const satisfies readonly Collection[]
