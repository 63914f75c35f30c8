import type { Rectangle } from '../../points.ts'
import { titleHeight } from '../../scene/container.ts'
import { foldButtonOf, repeatsButtonOf } from '../../scene/fold-button.ts'
import { message } from '../../../messages/message.ts'
import type { SceneNode, Strip } from '../../scene/scene.ts'
import { fadedAlpha, hairline, roundedRectangle, type Brush } from '../brush.ts'
import { paintMark } from './paint-mark.ts'
import { paintBadge, paintFoldButton, paintPort, paintRepeatsButton, type NodeState } from './paint-node.ts'

const radius = 12
const stackStep = 4
/** Far out a title that is narrower on the screen says nothing. */
const shortestTitle = 36
const leftOutAlpha = 0.45

/** An unfolded block: a sheet under what is inside it, with its title. Painted before the edges and nodes on it. */
export function paintContainer(brush: Brush, node: SceneNode, state: NodeState): void {
  const { context, colors } = brush
  const { bounds } = node
  const look = brush.lens.nodes.get(node.key)
  context.globalAlpha = (node.isLeftOut ? leftOutAlpha : 1) * (look?.isFaded === true ? fadedAlpha : 1)
  if (node.repeat !== undefined && node.strips === undefined) {
    for (const step of [2 * stackStep, stackStep]) paintSheet(brush, bounds, step)
  }
  paintSheet(brush, bounds, 0)
  for (const strip of node.strips ?? []) paintStrip(brush, strip, node.strips?.length ?? 0)
  paintContainerOutline(brush, node, state)
  if (brush.detail !== 'colors') paintTitle(brush, node, state)
  if (look?.mark !== undefined) paintMark(brush, bounds.left + 4, bounds.top + 4, look.mark)
  if (node.severity !== undefined) paintBadge(brush, bounds.right, bounds.top, node.severity)
  if (brush.detail === 'all') {
    for (const { at } of [...node.inputs, ...node.outputs]) paintPort(brush, at.x, at.y, 4, colors.panel, colors.faint)
  }
  context.globalAlpha = 1
}

export function paintContainerOutline(brush: Brush, { bounds }: SceneNode, { isSelected, isHovered }: NodeState): void {
  const { context, colors } = brush
  shapeOf(brush, bounds, 0)
  context.strokeStyle = isSelected ? colors.accent : isHovered ? colors.faint : colors.lineStrong
  context.lineWidth = hairline(brush, isSelected ? 2 : 1)
  context.stroke()
}

function shapeOf({ context }: Brush, { left, top, right, bottom }: Rectangle, offset: number): void {
  roundedRectangle(context, left + offset + 0.5, top + offset + 0.5, right - left - 1, bottom - top - 1, radius)
}

function paintSheet(brush: Brush, bounds: Rectangle, offset: number): void {
  const { context, colors } = brush
  shapeOf(brush, bounds, offset)
  context.fillStyle = colors.background
  context.fill()
  const alpha = context.globalAlpha
  context.globalAlpha = alpha * (brush.detail === 'colors' ? 0.11 : 0.05)
  context.fillStyle = colors.families.block
  context.fill()
  context.globalAlpha = alpha
  if (offset === 0) return
  context.strokeStyle = colors.lineStrong
  context.lineWidth = hairline(brush, 1)
  context.stroke()
}

/** The ground of one of all repeats, with its number. */
function paintStrip(brush: Brush, { bounds, index }: Strip, count: number): void {
  const { context, colors } = brush
  shapeOf(brush, bounds, 0)
  context.fillStyle = colors.background
  context.fill()
  context.strokeStyle = colors.line
  context.lineWidth = hairline(brush, 1)
  context.stroke()
  if (brush.detail === 'colors') return
  const size = brush.detail === 'all' ? 11 : 16
  context.font = `500 ${size}px ${colors.font}`
  context.fillStyle = colors.faint
  context.fillText(message('canvas/repeatOf', { index, count }), bounds.left + 12, bounds.top + 7 + size)
}

function paintTitle(brush: Brush, node: SceneNode, state: NodeState): void {
  const { context, colors, texts } = brush
  const { left, top, right } = node.bounds
  const isNear = brush.detail === 'all'
  context.fillStyle = colors.families.block
  roundedRectangle(context, left + 12, top + 8, 4, titleHeight - 16, 2)
  context.fill()
  const middle = top + titleHeight / 2
  const titleFont = isNear ? `600 13px ${colors.font}` : `600 20px ${colors.font}`
  const smallFont = isNear ? `500 11px ${colors.font}` : `500 16px ${colors.font}`
  const baseline = middle + (isNear ? 4.5 : 7)
  const button = foldButtonOf(node)
  if (button !== undefined) paintFoldButton(brush, button, { isUnfolded: true, isHovered: state.isHovered })
  const repeats = repeatsButtonOf(node)
  if (repeats !== undefined) paintRepeatsButton(brush, repeats, { isAll: node.strips !== undefined, ...state })
  let space = (repeats?.left ?? button?.left ?? right) - 8 - (left + 24)
  context.font = smallFont
  context.textAlign = 'right'
  context.fillStyle = colors.muted
  if (node.repeat !== undefined) {
    context.fillText(node.repeat, left + 24 + space, baseline)
    space -= texts.widthOf(context, smallFont, node.repeat) + 8
  }
  context.textAlign = 'left'
  const title = texts.fit(context, titleFont, node.title, space)
  context.font = titleFont
  context.fillStyle = colors.text
  context.fillText(title, left + 24, baseline)
  const titleWidth = texts.widthOf(context, titleFont, title) + 8
  const asides = [node.aside, isNear ? node.subtitle : ''].filter(Boolean).join(' · ')
  if (asides === '' || space - titleWidth < shortestTitle) return
  context.font = smallFont
  context.fillStyle = colors.faint
  context.fillText(texts.fit(context, smallFont, asides, space - titleWidth), left + 24 + titleWidth, baseline)
}

/** Far out the title stands over what is inside, as large as it can be read. Painted after all nodes. */
export function paintContainerLabel(brush: Brush, { bounds, title, repeat }: SceneNode): void {
  if (brush.detail !== 'colors') return
  const { context, colors, texts } = brush
  const size = 11 / brush.scale
  const width = bounds.right - bounds.left - size
  if (width * brush.scale < shortestTitle) return
  const font = `600 ${size}px ${colors.font}`
  const full = repeat === undefined ? title : `${title} ${repeat}`
  const text = texts.widthOf(context, font, full) > width ? texts.fit(context, font, title, width) : full
  const [left, top] = [bounds.left + size / 2, bounds.top + size * 0.3]
  context.fillStyle = colors.background
  context.globalAlpha = 0.7
  context.fillRect(left - size * 0.2, top, texts.widthOf(context, font, text) + size * 0.4, size * 1.2)
  context.globalAlpha = 1
  context.font = font
  context.fillStyle = colors.text
  context.fillText(text, left, top + size * 0.95)
}
