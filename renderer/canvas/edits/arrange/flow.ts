import type { Document, Position } from '../../../../core/document/records.ts'
import type { GraphId } from '../../../../core/graph/drawing.ts'
import { measures } from '../../../../core/document/layout/measures.ts'
import { directionOf } from '../../scene/direction.ts'

/** Positions along the flow of data on a graph's canvas, and across it. */
export interface Flow {
  /** The size of a node along the flow. */
  readonly length: number
  along(position: Position): number
  across(position: Position): number
  at(along: number, across: number): Position
  /** Farther along; by one node, with room for an edge with its shape, where it is left out. */
  ahead(position: Position, by?: number): Position
  /** The position beside it. */
  aside(position: Position): Position
}

export function flowOf(document: Pick<Document, 'sheets'>, graph: GraphId): Flow {
  const direction = directionOf(document, graph)
  const { rankStep, laneStep, size } = measures[direction]
  const isDown = direction === 'down'
  const along = ({ x, y }: Position): number => (isDown ? y : x)
  const across = ({ x, y }: Position): number => (isDown ? x : y)
  const at = (a: number, b: number): Position => (isDown ? { x: b, y: a } : { x: a, y: b })
  return {
    length: size.along,
    along,
    across,
    at,
    ahead: (position, by = rankStep) => at(along(position) + by, across(position)),
    aside: position => at(along(position), across(position) + laneStep)
  }
}
