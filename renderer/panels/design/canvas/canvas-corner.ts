import { screenPoint, type ScreenPoint } from '../../../canvas/points.ts'

/** The lower left corner of something in the window, measured from the canvas's corner: menus of the canvas open there. */
export function belowOnCanvas(element: Element): ScreenPoint | undefined {
  const canvas = document.querySelector('[data-canvas]')?.getBoundingClientRect()
  const { left, bottom } = element.getBoundingClientRect()
  return canvas && screenPoint(left - canvas.left, bottom + 4 - canvas.top)
}
