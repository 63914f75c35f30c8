import type { Mark } from '../lens/lens.ts'
import { hairline, type Brush } from './brush.ts'
import type { Colours } from './colours.ts'

/** Signs tell what the colours tell, to whoever sees no colours. */
const signs: Readonly<Record<Mark, string>> = { added: '+', removed: '−', changed: '~', affected: '≈' }

export function markColour(colours: Colours, mark: Mark): string {
  switch (mark) {
    case 'added':
      return colours.good
    case 'removed':
      return colours.severities.error
    case 'changed':
      return colours.severities.warning
    case 'affected':
      return colours.muted
  }
}

/** A dot with a sign, of one size on the screen when far out. */
export function paintMark(brush: Brush, x: number, y: number, mark: Mark): void {
  const { context, colours } = brush
  const size = brush.detail === 'all' ? 8 : hairline(brush, 6)
  context.beginPath()
  context.arc(x, y, size, 0, 2 * Math.PI)
  context.fillStyle = markColour(colours, mark)
  context.fill()
  context.lineWidth = size / 4
  context.strokeStyle = colours.background
  context.stroke()
  context.font = `700 ${size * 1.6}px ${colours.font}`
  context.fillStyle = colours.background
  context.textAlign = 'center'
  context.fillText(signs[mark], x, y + size * 0.56)
  context.textAlign = 'left'
}
