import type { Severity } from '../../../../core/problem.ts'
import type { Mark, NodeLook } from '../../lens/lens.ts'
import type { Rectangle } from '../../points.ts'
import { foldButtonOf } from '../../scene/fold-button.ts'
import { nodeHeight, nodeWidth, type SceneNode } from '../../scene/scene.ts'
import { fadedAlpha, hairline, roundedRectangle, type Brush } from '../brush.ts'
import { heatColor, inkOn } from '../heat-colors.ts'
import { markColor, paintMark } from './paint-mark.ts'

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
const leftOutAlpha = 0.45
/** Beside the second line of a block. */
const buttonSpace = 16

/** The ground of a node and what is written on it. */
interface Inks {
  readonly ground: string
  readonly text: string
  readonly muted: string
  readonly faint: string
}

export function paintNode(brush: Brush, node: SceneNode, state: NodeState): void {
  if (node.form === 'plate') {
    paintPlate(brush, node, state)
    return
  }
  const { context, colors } = brush
  const { left, top } = node.bounds
  const look = brush.lens.nodes.get(node.key)
  const inks = inksOf(brush, look)
  context.globalAlpha = (node.isLeftOut ? leftOutAlpha : 1) * (look?.isFaded === true ? fadedAlpha : 1)
  if (node.repeat !== undefined) {
    paintCard(brush, left + 2 * stackStep, top + 2 * stackStep, inks.ground, colors.lineStrong, 1)
    paintCard(brush, left + stackStep, top + stackStep, inks.ground, colors.lineStrong, 1)
  }
  const isThick = state.isSelected || look?.mark !== undefined
  paintCard(brush, left, top, inks.ground, outlineOf(brush, state, look?.mark), isThick ? 2 : 1)
  if (look?.heat === undefined) paintBar(brush, node)
  if (brush.detail !== 'colors') paintTexts(brush, node, inks, look?.heat?.text ?? node.subtitle)
  if (node.severity !== undefined) paintBadge(brush, left + nodeWidth, top, node.severity)
  if (look?.mark !== undefined) paintMark(brush, left + 4, top + 4, look.mark)
  if (brush.detail === 'all') {
    const button = foldButtonOf(node)
    if (button !== undefined)
      paintFoldButton(brush, button, { isUnfolded: false, isHovered: state.isHovered, ink: inks.muted })
    for (const port of [...node.inputs, ...node.outputs]) {
      paintPort(brush, port.at.x, port.at.y, 4, colors.panel, colors.faint)
    }
  }
  context.globalAlpha = look?.isFaded === true ? fadedAlpha : 1
  if (node.isBypassed) paintWayBy(brush, node)
  context.globalAlpha = 1
}

/** The value passes through a bypassed node as if its edges were one. */
function paintWayBy(brush: Brush, { inputs, outputs }: SceneNode): void {
  const { context, colors } = brush
  const [from, to] = [inputs[0]?.at, outputs[0]?.at]
  if (from === undefined || to === undefined) return
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.lineTo(to.x, to.y)
  context.strokeStyle = colors.faint
  context.lineWidth = brush.detail === 'all' ? 1.5 : hairline(brush, 1.5)
  context.stroke()
}

/** An end of an unfolded block, at its border. */
function paintPlate(
  brush: Brush,
  { bounds, title, subtitle, inputs, outputs, severity }: SceneNode,
  state: NodeState
): void {
  if (brush.detail === 'colors') return
  const { context, colors, texts } = brush
  const { left, top, right, bottom } = bounds
  roundedRectangle(context, left + 0.5, top + 0.5, right - left - 1, bottom - top - 1, 6)
  context.fillStyle = colors.raised
  context.fill()
  context.strokeStyle = outlineOf(brush, state, undefined)
  context.lineWidth = hairline(brush, state.isSelected ? 2 : 1)
  context.stroke()
  if (severity !== undefined) paintBadge(brush, right, top, severity)
  if (brush.detail !== 'all') return
  const font = `500 11px ${colors.font}`
  context.font = font
  context.fillStyle = colors.muted
  context.textAlign = 'center'
  const text = subtitle === '' ? title : subtitle
  context.fillText(texts.fit(context, font, text, right - left - 12), (left + right) / 2, (top + bottom) / 2 + 4)
  context.textAlign = 'left'
  for (const { at } of [...inputs, ...outputs]) paintPort(brush, at.x, at.y, 4, colors.panel, colors.faint)
}

/** Points down where a block can be unfolded, and up where it can be folded again. */
export function paintFoldButton(
  brush: Brush,
  { left, right, top, bottom }: Rectangle,
  {
    isUnfolded,
    isHovered,
    ink = brush.colors.muted
  }: { readonly isUnfolded: boolean; readonly isHovered: boolean; readonly ink?: string }
): void {
  const { context, colors } = brush
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  const [width, height] = [4, isUnfolded ? -2.25 : 2.25]
  context.beginPath()
  context.moveTo(x - width, y - height)
  context.lineTo(x, y + height)
  context.lineTo(x + width, y - height)
  context.strokeStyle = isHovered ? colors.text : ink
  context.lineWidth = 1.5
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.stroke()
  context.lineCap = 'butt'
  context.lineJoin = 'miter'
}

/** Sheets in a row where all repeats can be shown, one where the first alone can. */
export function paintRepeatsButton(
  brush: Brush,
  { left, right, top, bottom }: Rectangle,
  { isAll, isHovered }: { readonly isAll: boolean; readonly isHovered: boolean }
): void {
  const { context, colors } = brush
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  context.strokeStyle = isHovered ? colors.text : colors.muted
  context.lineWidth = 1.5
  for (const at of isAll ? [0] : [-4.5, 0, 4.5]) {
    roundedRectangle(context, x - 4.5, y + at - 1.25, 9, 2.5, 1)
    context.stroke()
  }
}

function outlineOf({ colors }: Brush, { isSelected, isHovered }: NodeState, mark: Mark | undefined): string {
  if (isSelected) return colors.accent
  if (mark !== undefined) return markColor(colors, mark)
  return isHovered ? colors.faint : colors.lineStrong
}

function inksOf({ colors }: Brush, look: NodeLook | undefined): Inks {
  const { raised, text, muted, faint } = colors
  const fraction = look?.heat?.fraction
  if (fraction === undefined) return { ground: raised, text, muted, faint }
  const ground = heatColor(colors.heat, fraction)
  const ink = inkOn(ground, colors.heatInks)
  return { ground, text: ink, muted: ink, faint: ink }
}

function paintCard(brush: Brush, left: number, top: number, ground: string, outline: string, width: number): void {
  const { context } = brush
  if (brush.detail === 'colors') {
    context.beginPath()
    context.rect(left, top, nodeWidth, nodeHeight)
  } else roundedRectangle(context, left + 0.5, top + 0.5, nodeWidth - 1, nodeHeight - 1, radius)
  context.fillStyle = ground
  context.fill()
  context.strokeStyle = outline
  context.lineWidth = hairline(brush, width)
  context.stroke()
}

function paintBar(brush: Brush, { bounds, family }: SceneNode): void {
  const { context, colors } = brush
  context.fillStyle = colors.families[family]
  if (brush.detail === 'all') {
    roundedRectangle(context, bounds.left + 10, bounds.top + 10, 4, nodeHeight - 20, 2)
    context.fill()
    return
  }
  // Far out the bar is what tells the families apart, so it grows.
  const width = brush.detail === 'colors' ? nodeWidth - 16 : 8
  const inset = brush.detail === 'colors' ? 8 : 10
  context.fillRect(bounds.left + 8, bounds.top + inset, width, nodeHeight - 2 * inset)
}

function paintTexts(brush: Brush, node: SceneNode, inks: Inks, subtitle: string): void {
  const { context, colors, texts } = brush
  const { left, top } = node.bounds
  if (brush.detail === 'names') {
    const font = `600 20px ${colors.font}`
    context.font = font
    context.fillStyle = inks.text
    context.fillText(texts.fit(context, font, node.title, nodeWidth - textLeft - 8), left + textLeft, top + 33)
    return
  }
  const titleFont = `600 13px ${colors.font}`
  const smallFont = `500 11px ${colors.font}`
  const space = nodeWidth - textLeft - textRight
  const badge = node.repeat ?? ''
  const badgeWidth = badge === '' ? 0 : texts.widthOf(context, smallFont, badge) + 8
  const title = texts.fit(context, titleFont, node.title, space - badgeWidth)
  const titleWidth = texts.widthOf(context, titleFont, title)
  const baseline = subtitle === '' ? top + 31 : top + 22

  context.font = titleFont
  context.fillStyle = inks.text
  context.fillText(title, left + textLeft, baseline)

  let right = left + nodeWidth - textRight
  context.font = smallFont
  context.textAlign = 'right'
  if (badge !== '') {
    context.fillStyle = inks.muted
    context.fillText(badge, right, baseline)
    right -= badgeWidth
  }
  const nameSpace = right - left - textLeft - titleWidth - 10
  if (node.aside !== undefined && nameSpace > shortestName) {
    context.fillStyle = inks.faint
    context.fillText(texts.fit(context, smallFont, node.aside, nameSpace), right, baseline)
  }
  context.textAlign = 'left'
  if (subtitle === '') return
  const subtitleFont = `400 12px ${colors.font}`
  context.font = subtitleFont
  context.fillStyle = inks.muted
  const besideButton = space - (node.isBlock ? buttonSpace : 0)
  context.fillText(texts.fit(context, subtitleFont, subtitle, besideButton), left + textLeft, top + 40)
}

/** A dot with a mark on the corner, of one size on the screen when far out. */
export function paintBadge(brush: Brush, x: number, y: number, severity: Severity): void {
  const { context, colors } = brush
  const size = brush.detail === 'all' ? 8 : hairline(brush, 5)
  context.beginPath()
  context.arc(x - 4, y + 4, size, 0, 2 * Math.PI)
  context.fillStyle = colors.severities[severity]
  context.fill()
  if (brush.detail !== 'all') return
  context.lineWidth = 2
  context.strokeStyle = colors.background
  context.stroke()
  context.font = `700 11px ${colors.font}`
  context.fillStyle = colors.background
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
