import type { Severity } from '../../../core/problem.ts'
import { nodeHeight, nodeWidth, type SceneNode } from '../scene/scene.ts'
import { hairline, roundedRectangle, type Brush } from './brush.ts'

export interface NodeState {
  readonly isSelected: boolean
  readonly isHovered: boolean
}

const radius = 9
const textLeft = 24
const textRight = 12
const stackStep = 4
/** Less of a name says nothing. */
const shortestName = 36

export function paintNode(brush: Brush, node: SceneNode, state: NodeState): void {
  const { context, colours } = brush
  const { left, top } = node.bounds
  if (node.isLeftOut) context.globalAlpha = 0.45
  if (node.repeat !== undefined) {
    paintCard(brush, left + 2 * stackStep, top + 2 * stackStep, colours.lineStrong, 1)
    paintCard(brush, left + stackStep, top + stackStep, colours.lineStrong, 1)
  }
  const outline = state.isSelected ? colours.accent : state.isHovered ? colours.faint : colours.lineStrong
  paintCard(brush, left, top, outline, state.isSelected ? 2 : 1)
  paintBar(brush, node)
  if (brush.detail !== 'colours') paintTexts(brush, node)
  if (node.severity !== undefined) paintBadge(brush, left + nodeWidth, top, node.severity)
  if (brush.detail === 'all') {
    for (const port of [...node.inputs, ...node.outputs]) {
      paintPort(brush, port.at.x, port.at.y, 4, colours.panel, colours.faint)
    }
  }
  context.globalAlpha = 1
}

function paintCard(brush: Brush, left: number, top: number, outline: string, width: number): void {
  const { context, colours } = brush
  if (brush.detail === 'colours') {
    context.beginPath()
    context.rect(left, top, nodeWidth, nodeHeight)
  } else roundedRectangle(context, left + 0.5, top + 0.5, nodeWidth - 1, nodeHeight - 1, radius)
  context.fillStyle = colours.raised
  context.fill()
  context.strokeStyle = outline
  context.lineWidth = hairline(brush, width)
  context.stroke()
}

function paintBar(brush: Brush, { bounds, family }: SceneNode): void {
  const { context, colours } = brush
  context.fillStyle = colours.families[family]
  if (brush.detail === 'all') {
    roundedRectangle(context, bounds.left + 10, bounds.top + 10, 4, nodeHeight - 20, 2)
    context.fill()
    return
  }
  // Far out the bar is what tells the families apart, so it grows.
  const width = brush.detail === 'colours' ? nodeWidth - 16 : 8
  const inset = brush.detail === 'colours' ? 8 : 10
  context.fillRect(bounds.left + 8, bounds.top + inset, width, nodeHeight - 2 * inset)
}

function paintTexts(brush: Brush, node: SceneNode): void {
  const { context, colours, texts } = brush
  const { left, top } = node.bounds
  if (brush.detail === 'names') {
    const font = `600 20px ${colours.font}`
    context.font = font
    context.fillStyle = colours.text
    context.fillText(texts.fit(context, font, node.title, nodeWidth - textLeft - 8), left + textLeft, top + 33)
    return
  }
  const titleFont = `600 13px ${colours.font}`
  const smallFont = `500 11px ${colours.font}`
  const space = nodeWidth - textLeft - textRight
  const badge = node.repeat ?? ''
  const badgeWidth = badge === '' ? 0 : texts.widthOf(context, smallFont, badge) + 8
  const title = texts.fit(context, titleFont, node.title, space - badgeWidth)
  const titleWidth = texts.widthOf(context, titleFont, title)
  const baseline = node.subtitle === '' ? top + 31 : top + 22

  context.font = titleFont
  context.fillStyle = colours.text
  context.fillText(title, left + textLeft, baseline)

  let right = left + nodeWidth - textRight
  context.font = smallFont
  context.textAlign = 'right'
  if (badge !== '') {
    context.fillStyle = colours.muted
    context.fillText(badge, right, baseline)
    right -= badgeWidth
  }
  const nameSpace = right - left - textLeft - titleWidth - 10
  if (node.aside !== undefined && nameSpace > shortestName) {
    context.fillStyle = colours.faint
    context.fillText(texts.fit(context, smallFont, node.aside, nameSpace), right, baseline)
  }
  context.textAlign = 'left'
  if (node.subtitle === '') return
  const subtitleFont = `400 12px ${colours.font}`
  context.font = subtitleFont
  context.fillStyle = colours.muted
  context.fillText(texts.fit(context, subtitleFont, node.subtitle, space), left + textLeft, top + 40)
}

/** A dot with a mark on the corner, of one size on the screen when far out. */
function paintBadge(brush: Brush, x: number, y: number, severity: Severity): void {
  const { context, colours } = brush
  const size = brush.detail === 'all' ? 8 : hairline(brush, 5)
  context.beginPath()
  context.arc(x - 4, y + 4, size, 0, 2 * Math.PI)
  context.fillStyle = colours.severities[severity]
  context.fill()
  if (brush.detail !== 'all') return
  context.lineWidth = 2
  context.strokeStyle = colours.background
  context.stroke()
  context.font = `700 11px ${colours.font}`
  context.fillStyle = colours.background
  context.textAlign = 'center'
  context.fillText('!', x - 4, y + 8)
  context.textAlign = 'left'
}

export function paintPort(brush: Brush, x: number, y: number, size: number, fill: string, outline: string): void {
  const { context } = brush
  context.beginPath()
  context.arc(x, y, size, 0, 2 * Math.PI)
  context.fillStyle = fill
  context.fill()
  context.lineWidth = 1.5
  context.strokeStyle = outline
  context.stroke()
}
