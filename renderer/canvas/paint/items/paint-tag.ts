import { roundedRectangle, type Brush } from '../brush.ts'

/** Tags keep their size on the screen far out. */
function tagScale(brush: Brush): number {
  return 1 / Math.min(1, brush.scale)
}

export function tagWidth(brush: Brush, text: string): number {
  const scale = tagScale(brush)
  return brush.texts.widthOf(brush.context, `500 ${11 * scale}px ${brush.colors.font}`, text) + 12 * scale
}

export function paintTag(brush: Brush, text: string, x: number, y: number, color = brush.colors.text): void {
  const { context, colors } = brush
  const size = tagScale(brush)
  const font = `500 ${11 * size}px ${colors.font}`
  const width = tagWidth(brush, text)
  context.save()
  context.shadowColor = 'rgba(0, 0, 0, 0.18)'
  context.shadowBlur = 6
  context.shadowOffsetY = 1
  roundedRectangle(context, x - width / 2, y - 9 * size, width, 18 * size, 5 * size)
  context.fillStyle = colors.raised
  context.fill()
  context.restore()
  context.strokeStyle = colors.line
  context.lineWidth = size
  context.stroke()
  context.font = font
  context.fillStyle = color
  context.textAlign = 'center'
  context.fillText(text, x, y + 4 * size)
  context.textAlign = 'left'
}
