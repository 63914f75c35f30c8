import type { DatasetSettings } from '../data/dataset.ts'
import type { Drawing, NodeId } from '../graph/drawing.ts'
import type { Recipe } from '../recipe/recipe.ts'
import { freeze } from './freeze.ts'
import type { Document, Position } from './records.ts'

/** Adam at its usual rate: what trains a first network without a thought. */
export const defaultRecipe: Recipe = {
  updates: [{ name: 'all', optimizer: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } }],
  batchSize: 32,
  epochs: 8,
  seed: 1
}

interface Parts {
  readonly datasets?: readonly DatasetSettings[]
  readonly recipe?: Recipe
  readonly positions?: Readonly<Record<NodeId, Position>>
}

/** A new document around a drawing. Nodes without a position are laid out by whoever shows them. */
export function createDocument(name: string, drawing: Drawing, parts: Parts = {}): Document {
  const { datasets = [], recipe = defaultRecipe, positions = {} } = parts
  const { root, nodes, edges, blocks } = drawing
  const byId = Object.fromEntries(datasets.map(settings => [settings.id, settings]))
  return freeze({ name, root, nodes, edges, blocks, positions, notes: {}, sheets: {}, datasets: byId, recipe })
}

export const emptyDrawing: Drawing = { root: 'root', nodes: {}, edges: {}, blocks: {} }
