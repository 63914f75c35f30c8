import type { Block, BlockId, Edge, EdgeId, GraphId, GraphNode, NodeId } from '../graph/drawing.ts'
import type { DatasetSettings } from '../data/dataset.ts'
import type { Recipe } from '../train/recipe.ts'

/** Where a node's upper left corner lies on the canvas of its graph, in canvas points. */
export interface Position {
  readonly x: number
  readonly y: number
}

/**
 * Everything that a project's file holds, normalised by id. Plain JSON, never changed in place:
 * `edit` makes the next one. Positions are apart from nodes, so that moving a node invalidates no fact.
 */
export interface Document {
  readonly name: string
  readonly root: GraphId
  readonly nodes: Readonly<Record<NodeId, GraphNode>>
  readonly edges: Readonly<Record<EdgeId, Edge>>
  readonly blocks: Readonly<Record<BlockId, Block>>
  readonly positions: Readonly<Record<NodeId, Position>>
  readonly datasets: Readonly<Record<string, DatasetSettings>>
  readonly recipe: Recipe
}

/** The collections of a document that hold records by id. */
export type Collection = 'nodes' | 'edges' | 'blocks' | 'positions' | 'datasets'

export const collections = [
  'nodes',
  'edges',
  'blocks',
  'positions',
  'datasets'
] as const satisfies readonly Collection[]
