import type { PointerInput } from '../../../canvas/gestures/gesture.ts'
import { screenPoint } from '../../../canvas/points.ts'

const isMac = /mac/i.test(globalThis.navigator?.platform ?? '')

/** A mouse's wheel turns in large steps, a pinch in small ones; so much of a step counts. */
const largestZoomStep = 18

/** A pointer event as the canvas takes it, measured from the canvas's corner. */
export function pointerInput(event: PointerEvent | MouseEvent, surface: Element): PointerInput {
  const { left, top } = surface.getBoundingClientRect()
  const buttons = event.type === 'pointermove' ? event.buttons : undefined
  const isMiddle = buttons === undefined ? event.button === 1 : (buttons & 4) !== 0
  const isSecondary = buttons === undefined ? event.button === 2 : (buttons & 2) !== 0
  return {
    at: screenPoint(event.clientX - left, event.clientY - top),
    button: isMiddle ? 'middle' : isSecondary ? 'secondary' : 'main',
    isShift: event.shiftKey,
    isModified: isMac ? event.metaKey : event.ctrlKey,
    isAlt: event.altKey
  }
}

/** What a turn of the wheel asks for. A pinch on a trackpad comes as a wheel with Control. */
export type WheelInput =
  { readonly kind: 'zoom'; readonly factor: number } | { readonly kind: 'pan'; readonly x: number; readonly y: number }

export function wheelInput(event: WheelEvent): WheelInput {
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
  const [x, y] = [event.deltaX * unit, event.deltaY * unit]
  if (event.ctrlKey || event.metaKey) {
    const step = Math.min(largestZoomStep, Math.max(-largestZoomStep, y))
    return { kind: 'zoom', factor: Math.exp(-step / 100) }
  }
  return event.shiftKey && x === 0 ? { kind: 'pan', x: -y, y: 0 } : { kind: 'pan', x: -x, y: -y }
}
