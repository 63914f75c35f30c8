import type { Draft } from '../../../../core/document/draft.ts'
import type { HistoryPolicy } from '../../../../core/document/history/history.ts'
import type { Document, Position } from '../../../../core/document/records.ts'
import type { GraphId, NodeId } from '../../../../core/graph/drawing.ts'
import type { Direction } from '../../../../core/graph/direction.ts'
import { graphOf, type Graph } from '../../../../core/graph/graph.ts'
import { layOutGraph, type Positions } from '../../../../core/document/layout/layout.ts'
import type { EditorModel } from '../../editor-model.ts'
import { directionOf } from '../../scene/direction.ts'

const layouts = new WeakMap<Graph, Partial<Record<Direction, Positions>>>()

/**
 * Where each node of a graph stands. Nodes that were drawn by code, in a network of the literature or a built-in block,
 * have no position yet: they stand where the layout puts them.
 */
export function positionsOf(document: Document, graph: GraphId): ReadonlyMap<NodeId, Position> {
  const indexed = graphOf(document, graph)
  const ids = [...indexed.nodes.keys()]
  const placed = ids.flatMap(id => {
    const position = document.positions[id]
    return position === undefined ? [] : [[id, position] as const]
  })
  if (placed.length === ids.length) return new Map(placed)
  const direction = directionOf(document, graph)
  const known = layouts.get(indexed)
  const layout = known?.[direction] ?? layOutGraph(indexed, { direction })
  layouts.set(indexed, { ...known, [direction]: layout })
  return placed.length === 0 ? layout : new Map([...layout, ...placed])
}

/** An edit of the open graph. Nodes without a position get the one that they are seen at, so that none jumps. */
export function editGraph(
  model: EditorModel,
  label: string,
  change: (draft: Draft) => void,
  policy?: HistoryPolicy
): void {
  const { document, graph } = model
  const unplaced = [...positionsOf(document, graph)].filter(([id]) => document.positions[id] === undefined)
  model.edit(
    label,
    draft => {
      for (const [id, position] of unplaced) draft.move(id, position)
      change(draft)
    },
    policy
  )
}
