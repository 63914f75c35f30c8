import { message } from '../../messages/message.ts'
import type { Overlay, Verdict } from '../gestures/gesture.ts'
import { portEnds, type Hit, type PortEnd } from '../hit-test.ts'
import { canvasPoint, grow, overlaps, shift, type CanvasPoint, type Rectangle } from '../points.ts'
import { foldButtonOf, repeatsButtonOf } from '../scene/fold-button.ts'
import { straightAcross } from '../scene/edges/route.ts'
import { nodeHeight, nodeWidth, type Scene, type SceneKey, type SceneNode, type ScenePort } from '../scene/scene.ts'
import type { Selection } from '../selection.ts'
import { hairline, roundedRectangle, type Brush } from './brush.ts'
import { paintContainerOutline } from './items/paint-container.ts'
import { paintCurve, paintEdge, paintPill } from './items/paint-edge.ts'
import { paintFoldButton, paintNode, paintPort, paintRepeatsButton } from './items/paint-node.ts'
import { paintMoving } from './paint-moving.ts'
import { paintFrameTitle, paintNote } from './items/paint-note.ts'
import { paintOnto, paintOntoReason } from './paint-onto.ts'
import { paintTag, tagWidth } from './items/paint-tag.ts'

export interface OverlayPicture {
  readonly scene: Scene
  /** By keys of the scene. */
  readonly selection: Selection
  readonly seen: Rectangle
  readonly overlay: Overlay
  readonly hover: Hit
  /** Where the pointer is; undefined when it is elsewhere. */
  readonly pointer: CanvasPoint | undefined
}

/** Ports begin to grow when the pointer is so near, in screen points. */
const growReach = 44

/** Whether there is nothing to paint: no gesture, and nothing under or near the pointer. */
export function isOverlayEmpty({ overlay, hover, pointer, scene, selection }: OverlayPicture, scale: number): boolean {
  if (selection.focus !== undefined) return false
  if (overlay.kind !== 'none') return overlay.kind === 'placing' && overlay.at === undefined
  const isNothing = hover.kind === 'empty' || hover.kind === 'inside'
  return isNothing && (pointer === undefined || nodesNear(scene, pointer, scale).length === 0)
}

function nodesNear(scene: Scene, { x, y }: CanvasPoint, scale: number): readonly SceneNode[] {
  return scene.nodeGrid.within(grow({ left: x, top: y, right: x, bottom: y }, growReach / scale))
}

/** What floats above the graph: what the pointer is on, and the gesture under way. */
export function paintOverlay(brush: Brush, picture: OverlayPicture): void {
  const { overlay } = picture
  switch (overlay.kind) {
    case 'none':
      paintHover(brush, picture)
      paintFocus(brush, picture)
      return
    case 'moving':
      paintMoving(brush, picture, overlay)
      return
    case 'resizing':
      paintNote(brush, overlay.note, { isSelected: true, isHovered: false })
      paintFrameTitle(brush, overlay.note)
      return
    case 'framing':
      paintFrame(brush, picture, overlay)
      return
    case 'joining':
      paintJoining(brush, picture, overlay)
      return
    case 'placing':
      if (overlay.at !== undefined) paintPlacing(brush, picture.scene, { ...overlay, at: overlay.at })
  }
}

/** Round the node that keys are on, selected or not. */
function paintFocus(brush: Brush, { scene, selection }: OverlayPicture): void {
  const bounds = scene.nodes.get(selection.focus ?? '')?.bounds
  if (bounds === undefined) return
  const { context, colors } = brush
  const { left, top, right, bottom } = grow(bounds, hairline(brush, 5))
  roundedRectangle(context, left, top, right - left, bottom - top, 12)
  context.strokeStyle = colors.accent
  context.lineWidth = hairline(brush, 2)
  context.stroke()
}

function paintHover(brush: Brush, { scene, selection, hover, pointer }: OverlayPicture): void {
  if (hover.kind === 'edge') {
    const edge = scene.edges.get(hover.key)
    if (edge === undefined) return
    const state = { isSelected: selection.edges.has(edge.key), isHovered: true }
    paintEdge(brush, edge, state)
    paintPill(brush, edge, state)
    for (const node of scene.nodeGrid.within(edge.bounds)) {
      if (node.form !== 'container') repaint(brush, { scene, selection }, node.key)
    }
    return
  }
  const over = hoveredNode(hover)
  if (over !== undefined) repaint(brush, { scene, selection }, over, true)
  if (hover.kind === 'fold') paintFoldHover(brush, scene, hover.key)
  if (hover.kind === 'repeats') paintRepeatsHover(brush, scene, hover.key)
  if (pointer === undefined || brush.detail !== 'all') return
  const reach = growReach / brush.scale
  for (const node of nodesNear(scene, pointer, brush.scale)) {
    for (const end of portEnds(node)) {
      const nearness = 1 - Math.hypot(end.at.x - pointer.x, end.at.y - pointer.y) / reach
      if (nearness <= 0) continue
      const isMeant =
        hover.kind === 'port' && hover.end.key === end.key && hover.end.port === end.port && hover.end.side === end.side
      paintPort(
        brush,
        end.at.x,
        end.at.y,
        isMeant ? 7 : 4 + 2 * nearness,
        brush.colors.panel,
        isMeant ? brush.colors.accent : brush.colors.faint
      )
    }
    if (over === node.key) paintPortNames(brush, node)
  }
}

function hoveredNode(hover: Hit): SceneKey | undefined {
  switch (hover.kind) {
    case 'node':
    case 'fold':
    case 'repeats':
      return hover.key
    case 'port':
      return hover.end.key
    default:
      return undefined
  }
}

/** Only the border of an unfolded block is painted: it lies under what is inside it. */
function repaint(
  brush: Brush,
  { scene, selection }: Pick<OverlayPicture, 'scene' | 'selection'>,
  key: SceneKey,
  isHovered = false
): void {
  const node = scene.nodes.get(key)
  if (node === undefined) return
  const state = { isSelected: selection.nodes.has(key), isHovered }
  if (node.form === 'container') paintContainerOutline(brush, node, state)
  else paintNode(brush, node, state)
}

function paintFoldHover(brush: Brush, scene: Scene, key: SceneKey): void {
  const node = scene.nodes.get(key)
  const button = node && foldButtonOf(node)
  if (node === undefined || button === undefined) return
  paintButtonGround(brush, button)
  paintFoldButton(brush, button, { isUnfolded: node.form === 'container', isHovered: true })
}

/** With what it does, which its picture alone does not say. */
function paintRepeatsHover(brush: Brush, scene: Scene, key: SceneKey): void {
  const node = scene.nodes.get(key)
  const button = node && repeatsButtonOf(node)
  if (node === undefined || button === undefined) return
  const isAll = node.strips !== undefined
  paintButtonGround(brush, button)
  paintRepeatsButton(brush, button, { isAll, isHovered: true })
  const text = message(isAll ? 'command/firstRepeat' : 'command/allRepeats')
  paintTag(brush, text, (button.left + button.right) / 2, button.bottom + 14 / Math.min(1, brush.scale))
}

function paintButtonGround({ context, colors }: Brush, { left, top, right, bottom }: Rectangle): void {
  roundedRectangle(context, left, top, right - left, bottom - top, 5)
  context.fillStyle = colors.line
  context.fill()
}

/** Names only where there is something to tell apart. */
function paintPortNames(brush: Brush, node: SceneNode): void {
  paintNamesOf(brush, node.inputs, -16)
  paintNamesOf(brush, node.outputs, 16)
}

/** Beside each other: a name that would run into the next one gives way to the left. */
function paintNamesOf(brush: Brush, ports: readonly ScenePort[], below: number): void {
  if (ports.length < 2) return
  let right = Infinity
  for (const { label, at } of [...ports].reverse()) {
    const half = tagWidth(brush, label) / 2
    const x = Math.min(at.x, right - half)
    paintTag(brush, label, x, at.y + below)
    right = x - half - 4
  }
}

function paintFrame(
  brush: Brush,
  { scene, seen }: OverlayPicture,
  { frame, nodes, notes }: Overlay & { readonly kind: 'framing' }
): void {
  const { context, colors } = brush
  const parts = [...[...nodes].map(key => scene.nodes.get(key)), ...[...notes].map(key => scene.notes.get(key))]
  for (const part of parts) {
    if (part !== undefined && overlaps(part.bounds, seen)) outline(brush, part.bounds)
  }
  context.beginPath()
  context.rect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top)
  context.globalAlpha = 0.08
  context.fillStyle = colors.accent
  context.fill()
  context.globalAlpha = 1
  context.strokeStyle = colors.accent
  context.lineWidth = 1 / brush.scale
  context.stroke()
}

function outline(brush: Brush, { left, top, right, bottom }: Rectangle): void {
  const { context, colors } = brush
  roundedRectangle(context, left + 0.5, top + 0.5, right - left - 1, bottom - top - 1, 9)
  context.strokeStyle = colors.accent
  context.lineWidth = hairline(brush, 2)
  context.stroke()
}

function paintJoining(
  brush: Brush,
  { scene, seen }: OverlayPicture,
  { origin, at, lifted, targets, over }: Overlay & { readonly kind: 'joining' }
): void {
  const { colors } = brush
  const area = grow(seen, 20)
  for (const { end, verdict } of targets) {
    if (verdict.kind === 'refused' || !inside(area, end.at)) continue
    paintPort(brush, end.at.x, end.at.y, hairline(brush, 6), colors.accentSoft, colors.accent)
  }
  const isJoined = over !== undefined && over.verdict.kind !== 'refused'
  const tip = isJoined ? over.end.at : at
  const ends = origin.side === 'output' ? { from: origin.at, to: tip } : { from: tip, to: origin.at }
  paintCurve(brush, straightAcross(ends, scene.direction), colors.accent, 2)
  paintPort(brush, origin.at.x, origin.at.y, hairline(brush, 6), colors.accent, colors.accent)
  if (over === undefined && lifted.size > 0) paintTag(brush, message('canvas/letGo'), at.x, at.y + 26 / brush.scale)
  if (over === undefined) return
  if (isJoined) paintPort(brush, over.end.at.x, over.end.at.y, hairline(brush, 7), colors.accent, colors.accent)
  paintVerdict(brush, scene, over.end, over.verdict, at)
}

function paintVerdict(brush: Brush, scene: Scene, end: PortEnd, verdict: Verdict, at: CanvasPoint): void {
  const below = 26 / brush.scale
  const position = canvasPoint(at.x, at.y + below)
  switch (verdict.kind) {
    case 'refused':
      paintTag(brush, verdict.reason, position.x, position.y, brush.colors.severities.error)
      return
    case 'replaces':
      paintTag(brush, message('canvas/replaces'), position.x, position.y)
      return
    case 'fits': {
      const node = scene.nodes.get(end.key)
      const ports: readonly ScenePort[] = (end.side === 'input' ? node?.inputs : node?.outputs) ?? []
      if (ports.length > 1)
        paintTag(brush, ports.find(port => port.name === end.port)?.label ?? end.port, position.x, position.y)
    }
  }
}

function inside(area: Rectangle, { x, y }: CanvasPoint): boolean {
  return x > area.left && x < area.right && y > area.top && y < area.bottom
}

interface Placing extends Pick<Overlay & { readonly kind: 'placing' }, 'label' | 'family' | 'onto'> {
  readonly at: CanvasPoint
}

function paintPlacing(brush: Brush, scene: Scene, { label, family, onto, at }: Placing): void {
  if (onto !== undefined) paintOnto(brush, scene, onto)
  paintGhost(brush, { label, family, at })
  if (onto !== undefined) paintOntoReason(brush, onto, at.x + nodeWidth / 2, at.y + nodeHeight + 18 / brush.scale)
}

function paintGhost(brush: Brush, { label, family, at: { x, y } }: Omit<Placing, 'onto'>): void {
  const bounds = shift({ left: 0, top: 0, right: nodeWidth, bottom: nodeHeight }, x, y)
  paintNode(
    brush,
    {
      key: '',
      id: '',
      path: [],
      form: 'card',
      bounds,
      title: label,
      subtitle: '',
      aside: undefined,
      family,
      isBlock: false,
      isLeftOut: false,
      repeat: undefined,
      severity: undefined,
      inputs: [],
      outputs: []
    },
    { isSelected: true, isHovered: false }
  )
}
