import type { Page } from 'playwright-core'
import { markPrefix } from './trace.ts'

export const gestures = ['drag', 'pan', 'zoom'] as const
export type GestureName = (typeof gestures)[number]

/** Between the drawn size and the whole drawing in the window. */
export const distances = ['near', 'far out'] as const
export type Distance = (typeof distances)[number]

const frameCount = 90

/** Brings the drawing where a measurement begins: the whole of it in the window, or its middle at its drawn size. */
export async function show(page: Page, distance: Distance): Promise<void> {
  await page.keyboard.press('Control+0')
  if (distance === 'near') await page.getByRole('button', { name: /^Zoom/ }).first().click()
  await page.mouse.move(4, 4)
  await settle(page)
}

/** Until the drawing has been sharp for a moment. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>(resolve => {
        let frames = 0
        const next = (): void => {
          frames += 1
          if (frames > 20) resolve()
          else requestAnimationFrame(next)
        }
        requestAnimationFrame(next)
      })
  )
}

interface Performed {
  /** Of the marks that it sets. */
  readonly name: string
  readonly positions: readonly Point[]
}

/**
 * Moves the pointer or turns the wheel once a frame, as a hand does, and marks the frames. Resolves with the
 * milliseconds from frame to frame.
 */
export async function perform(
  page: Page,
  gesture: GestureName,
  { name, positions }: Performed
): Promise<readonly number[]> {
  const start = gesture === 'drag' ? await nodeInTheMiddle(page, positions) : await middle(page)
  await page.mouse.move(start.x, start.y)
  if (gesture === 'drag') await page.mouse.down()
  const intervals = await page.evaluate(drive, { gesture, start, frameCount, mark: `${markPrefix}${name}` })
  if (gesture === 'drag') {
    await page.keyboard.press('Escape')
    await page.mouse.up()
  }
  return intervals
}

export interface Point {
  readonly x: number
  readonly y: number
}

async function middle(page: Page): Promise<Point> {
  const box = await page.locator('[data-canvas]').boundingBox()
  if (box === null) throw new Error('There is no canvas in the window.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** A place on the node that is nearest to the middle of the canvas. */
async function nodeInTheMiddle(page: Page, positions: readonly Point[]): Promise<Point> {
  const centre = await middle(page)
  // What a screen reader is told lies where it is seen, so that its element moves as the drawing does.
  const { left, top, scale } = await page.evaluate(() => {
    const outline = document.querySelector('[data-canvas] > [role=presentation]')
    const { left, top } = document.querySelector('[data-canvas]')?.getBoundingClientRect() ?? new DOMRect()
    const { e, f, a } = new DOMMatrix(outline === null ? '' : getComputedStyle(outline).transform)
    return { left: left + e, top: top + f, scale: a }
  })
  const onPage = positions.map(({ x, y }) => ({ x: left + (x + 36) * scale, y: top + (y + 26) * scale }))
  const distance = ({ x, y }: Point): number => Math.hypot(x - centre.x, y - centre.y)
  const [nearest] = onPage.sort((a, b) => distance(a) - distance(b))
  if (nearest === undefined) throw new Error('There is no node on the canvas.')
  return nearest
}

interface Drive {
  readonly gesture: GestureName
  readonly start: Point
  readonly frameCount: number
  readonly mark: string
}

/** Runs in the page. The input of a frame comes before its animation callbacks, as the browser's own does. */
function drive({ gesture, start, frameCount, mark }: Drive): Promise<number[]> {
  const surface = document.querySelector('[data-canvas]')
  if (surface === null) throw new Error('There is no canvas in the window.')
  const at = { bubbles: true, cancelable: true, clientX: start.x, clientY: start.y }
  const inputs = {
    drag(frame: number) {
      const turn = frame / 12
      const place = { clientX: start.x + 160 * Math.sin(turn), clientY: start.y + 90 * (1 - Math.cos(turn)) }
      surface.dispatchEvent(new PointerEvent('pointermove', { ...at, ...place, pointerId: 1, buttons: 1 }))
    },
    pan(frame: number) {
      const way = Math.floor(frame / 30) % 2 === 0 ? 1 : -1
      surface.dispatchEvent(new WheelEvent('wheel', { ...at, deltaX: 14 * way, deltaY: 22 * way }))
    },
    zoom(frame: number) {
      const way = Math.floor((frame + 15) / 30) % 2 === 0 ? 1 : -1
      surface.dispatchEvent(new WheelEvent('wheel', { ...at, ctrlKey: true, deltaY: 3 * way }))
    }
  }
  return new Promise(resolve => {
    const intervals: number[] = []
    const { port1, port2 } = new MessageChannel()
    let frame = 0
    let last = 0
    port1.onmessage = () => inputs[gesture](frame)
    const next = (): void => {
      const now = performance.now()
      performance.mark(mark)
      if (frame > 0) intervals.push(now - last)
      last = now
      frame += 1
      if (frame > frameCount) {
        port1.close()
        resolve(intervals)
        return
      }
      requestAnimationFrame(next)
      port2.postMessage(undefined)
    }
    requestAnimationFrame(next)
  })
}
