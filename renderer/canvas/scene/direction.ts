import type { Direction, Document } from '../../../core/document/records.ts'
import type { GraphId } from '../../../core/graph/drawing.ts'

/** Where data flow to on a graph's canvas. */
export function directionOf({ sheets }: Pick<Document, 'sheets'>, graph: GraphId): Direction {
  return sheets[graph]?.direction ?? 'down'
}
