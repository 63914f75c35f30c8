import type { Lens } from '../lens/lens.ts'
import type { MinimapView } from '../camera/minimap-view.ts'
import type { Scene } from '../scene/scene.ts'
import type { Colors } from './colors.ts'
import { heatColor } from './heat-colors.ts'

/** A node stays a dot that is seen, however far out. */
const leastSide = 1.5

/** A whole graph in a few pixels: where its layers lie, and of which family they are. */
export function paintMinimap(
  context: CanvasRenderingContext2D,
  colors: Colors,
  {
    scene,
    lens,
    position
  }: { readonly scene: Scene; readonly lens: Lens; readonly position: Pick<MinimapView, 'left' | 'top' | 'scale'> }
): void {
  const { left, top, scale } = position
  context.strokeStyle = colors.lineStrong
  context.lineWidth = 0.75
  context.beginPath()
  for (const { curve } of scene.edges.values()) {
    context.moveTo((curve.start.x - left) * scale, (curve.start.y - top) * scale)
    for (const { end } of curve.segments) context.lineTo((end.x - left) * scale, (end.y - top) * scale)
  }
  context.stroke()
  for (const [key, { bounds, family, form }] of scene.nodes) {
    const look = lens.nodes.get(key)
    const fraction = look?.heat?.fraction
    context.fillStyle =
      look?.heat === undefined
        ? colors.families[family]
        : fraction === undefined
          ? colors.faint
          : heatColor(colors.heat, fraction)
    // An unfolded block is the ground of what is inside it.
    context.globalAlpha = (look?.isFaded === true ? 0.2 : 1) * (form === 'container' ? 0.14 : 1)
    const width = Math.max(leastSide, (bounds.right - bounds.left) * scale)
    const height = Math.max(leastSide, (bounds.bottom - bounds.top) * scale)
    context.fillRect((bounds.left - left) * scale, (bounds.top - top) * scale, width, height)
  }
  context.globalAlpha = 1
}
