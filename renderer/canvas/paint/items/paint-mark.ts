import type { Mark } from '../../lens/lens.ts'
import { hairline, type Brush } from '../brush.ts'
import type { Colors } from '../colors.ts'

/** Signs tell what the colors tell, to whoever sees no colors. */
const signs: Readonly<Record<Mark, string>> = { added: '+', removed: '−', changed: '~', affected: '≈' }

export function markColor(colors: Colors, mark: Mark): string {
  switch (mark) {
    case 'added':
      return colors.good
    case 'removed':
      return colors.severities.error
    case 'changed':
      return colors.severities.warning
    case 'affected':
      return colors.muted
  }
}

/** A dot with a sign, of one size on the screen when far out. */
export function paintMark(brush: Brush, x: number, y: number, mark: Mark): void {
  const { context, colors } = brush
  const size = brush.detail === 'all' ? 8 : hairline(brush, 6)
  context.beginPath()
  context.arc(x, y, size, 0, 2 * Math.PI)
  context.fillStyle = markColor(colors, mark)
  context.fill()
  context.lineWidth = size / 4
  context.strokeStyle = colors.background
  context.stroke()
  context.font = `700 ${size * 1.6}px ${colors.font}`
  context.fillStyle = colors.background
  context.textAlign = 'center'
  context.fillText(signs[mark], x, y + size * 0.56)
  context.textAlign = 'left'
}
