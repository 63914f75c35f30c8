import { canvasPoint, type CanvasPoint } from '../../points.ts'
import type { Curve, Segment } from '../../scene/edges/curve.ts'
import type { SceneEdge } from '../../scene/scene.ts'
import { fadedAlpha, hairline, roundedRectangle, type Brush } from '../brush.ts'
import { markColor } from './paint-mark.ts'

export interface EdgeState {
  readonly isSelected: boolean
  readonly isHovered: boolean
}

/** The tip stops short of the port's circle. */
const tipDistance = 5
const headLength = 7
const headWidth = 6.5
/** So much wider than the line, where that is wide. */
const headOverhang = 3
/** Wider lines keep their width in canvas points far out; others must still be seen there. */
const widestLine = 2

export function paintEdge(brush: Brush, edge: SceneEdge, state: EdgeState): void {
  const { context, colors, lens } = brush
  const look = lens.edges.get(edge.key)
  const isMeant = state.isSelected || state.isHovered
  const own = look?.mark === undefined ? colors.faint : markColor(colors, look.mark)
  const color = state.isSelected ? colors.accent : state.isHovered ? colors.muted : own
  const ordinary = isMeant || look?.mark !== undefined ? 2 : edge.isQuiet ? 1 : 1.5
  context.globalAlpha = isMeant ? 1 : look?.isFaded === true ? fadedAlpha : edge.isQuiet ? 0.55 : 1
  paintCurve(brush, edge.curve, color, Math.max(look?.width ?? 0, ordinary))
  context.globalAlpha = 1
}

export function paintCurve(brush: Brush, curve: Curve, color: string, width: number): void {
  const { context } = brush
  const last = curve.segments.at(-1)
  if (last === undefined) return
  const head = headOf(last, Math.max(headWidth, width + headOverhang) / 2)
  context.beginPath()
  context.moveTo(curve.start.x, curve.start.y)
  for (const segment of curve.segments) {
    const end = segment === last && brush.detail !== 'colors' ? head.neck : segment.end
    const { control1, control2 } = segment
    context.bezierCurveTo(control1.x, control1.y, control2.x, control2.y, end.x, end.y)
  }
  context.strokeStyle = color
  context.lineWidth =
    brush.detail === 'all' ? width : Math.max(width, hairline(brush, Math.min(width, widestLine) * 0.7))
  context.stroke()
  if (brush.detail === 'colors') return
  context.beginPath()
  context.moveTo(head.tip.x, head.tip.y)
  context.lineTo(head.neck.x - head.side.x, head.neck.y - head.side.y)
  context.lineTo(head.neck.x + head.side.x, head.neck.y + head.side.y)
  context.closePath()
  context.fillStyle = color
  context.fill()
}

interface Head {
  readonly tip: CanvasPoint
  readonly neck: CanvasPoint
  /** From the neck to a corner. */
  readonly side: CanvasPoint
}

/** Edges arrive straight down, or straight to the right where data flow there. */
function headOf({ control2, end }: Segment, half: number): Head {
  const isDown = Math.abs(end.y - control2.y) >= Math.abs(end.x - control2.x)
  const back = (distance: number): CanvasPoint =>
    isDown ? canvasPoint(end.x, end.y - distance) : canvasPoint(end.x - distance, end.y)
  return {
    tip: back(tipDistance),
    neck: back(tipDistance + headLength - 1),
    side: isDown ? canvasPoint(half, 0) : canvasPoint(0, half)
  }
}

/** The shape on an edge, drawn after all edges so that none runs over it. */
export function paintPill(brush: Brush, edge: SceneEdge, state: EdgeState): void {
  if (edge.shape === undefined || brush.detail !== 'all') return
  const { context, colors, texts, lens } = brush
  const isFaded = lens.edges.get(edge.key)?.isFaded === true && !state.isSelected && !state.isHovered
  const font = `400 11px ${colors.mono}`
  const width = texts.widthOf(context, font, edge.shape) + 14
  const { x, y } = edge.curve.middle
  context.globalAlpha = isFaded ? fadedAlpha : 1
  roundedRectangle(context, x - width / 2, y - 9, width, 18, 9)
  context.fillStyle = colors.background
  context.fill()
  context.strokeStyle = state.isSelected ? colors.accent : colors.line
  context.lineWidth = 1
  context.stroke()
  context.font = font
  context.fillStyle = state.isSelected ? colors.text : colors.muted
  context.textAlign = 'center'
  context.fillText(edge.shape, x, y + 4)
  context.textAlign = 'left'
  context.globalAlpha = 1
}
