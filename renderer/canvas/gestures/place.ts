import { addItem, type PaletteItem } from '../edits/add-item.ts'
import { canvasPoint, snap, type CanvasPoint } from '../points.ts'
import { nodeHeight, nodeWidth } from '../scene/scene.ts'
import type { Gesture, Overlay } from './gesture.ts'
import type { GestureContext } from './gesture-context.ts'

/** Carries a layer or block from the palette onto the canvas. Let go beside it, nothing happens. */
export function placeGesture(
  context: GestureContext,
  item: PaletteItem,
  isOnCanvas: (at: CanvasPoint) => boolean
): Gesture {
  let at: CanvasPoint | undefined
  return {
    get overlay(): Overlay {
      return { kind: 'placing', label: item.label, family: item.family, at }
    },
    cursor: 'copy',
    drag(_, point) {
      const corner = canvasPoint(snap(point.x - nodeWidth / 2), snap(point.y - nodeHeight / 2))
      at = isOnCanvas(point) ? corner : undefined
    },
    drop() {
      if (at !== undefined) addItem(context.model, item, at)
    },
    cancel() {
      at = undefined
    }
  }
}
