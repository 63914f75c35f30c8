import type { Document } from '../../../core/document/records.ts'
import type { Direction } from '../../../core/graph/direction.ts'
import type { GraphId } from '../../../core/graph/drawing.ts'
import { canvasPoint, type CanvasPoint, type Rectangle } from '../points.ts'
import type { Curve } from './edges/curve.ts'

/** Where data flow to on a graph's canvas. */
export function directionOf({ sheets }: Pick<Document, 'sheets'>, graph: GraphId): Direction {
  return sheets[graph]?.direction ?? 'down'
}

/**
 * A drawing that flows right is one that flows down, mirrored on its diagonal: what is worked out for the one holds for
 * the other, turned and turned back.
 */
export function turnPoint(point: CanvasPoint, direction: Direction): CanvasPoint {
  return direction === 'down' ? point : canvasPoint(point.y, point.x)
}

export function turnRectangle(rectangle: Rectangle, direction: Direction): Rectangle {
  if (direction === 'down') return rectangle
  const { left, top, right, bottom } = rectangle
  return { left: top, top: left, right: bottom, bottom: right }
}

export function turnCurve(curve: Curve, direction: Direction): Curve {
  if (direction === 'down') return curve
  const turned = (point: CanvasPoint): CanvasPoint => turnPoint(point, direction)
  return {
    start: turned(curve.start),
    segments: curve.segments.map(({ control1, control2, end }) => ({
      control1: turned(control1),
      control2: turned(control2),
      end: turned(end)
    })),
    middle: turned(curve.middle)
  }
}
