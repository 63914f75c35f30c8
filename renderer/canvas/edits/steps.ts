import type { Position } from '../../../core/document/records.ts'
import type { Direction } from '../../../core/graph/direction.ts'
import { measures } from '../../../core/network/layout.ts'

/** The place one node farther along the flow of data: below, with room for an edge with its shape, or to the right. */
export function stepAlong({ x, y }: Position, direction: Direction): Position {
  const step = measures[direction].rankStep
  return direction === 'down' ? { x, y: y + step } : { x: x + step, y }
}

/** The place beside it: to the right, or below where data flow to the right. */
export function stepAside({ x, y }: Position, direction: Direction): Position {
  const step = measures[direction].laneStep
  return direction === 'down' ? { x: x + step, y } : { x, y: y + step }
}
