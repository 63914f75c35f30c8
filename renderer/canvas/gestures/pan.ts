import type { ScreenPoint } from '../points.ts'
import { pan } from '../camera/viewport.ts'
import { noOverlay, type Gesture } from './gesture.ts'
import type { GestureContext } from './gesture-context.ts'

/** Moves the drawing under the window: with the middle button, or with the space bar held. */
export function panGesture(context: GestureContext, from: ScreenPoint): Gesture {
  const before = context.camera.viewport
  return {
    overlay: noOverlay,
    cursor: 'grabbing',
    drag({ at }) {
      context.camera.show(pan(before, at.x - from.x, at.y - from.y))
    },
    drop() {
      // Where the drawing lies now is where it stays.
    },
    cancel() {
      context.camera.show(before)
    }
  }
}
