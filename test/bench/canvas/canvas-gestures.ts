import type { Page } from 'playwright-core'
import { markPrefix } from '../trace.ts'

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

/**
 * Moves the pointer or turns the wheel once a frame, as a hand does, and marks the frames. Resolves with the
 * milliseconds from frame to frame.
 */
export async function perform(page: Page, gesture: GestureName, mark: string): Promise<readonly number[]> {
  const start = gesture === 'drag' ? await nodeInTheMiddle(page) : await middle(page)
  await page.mouse.move(start.x, start.y)
  if (gesture === 'drag') await page.mouse.down()
  const intervals = await page.evaluate(drive, { gesture, start, frameCount, mark: `${markPrefix}${mark}` })
  if (gesture === 'drag') {
    await page.keyboard.press('Escape')
    await page.mouse.up()
  }
  return intervals
}

interface Point {
  readonly x: number
  readonly y: number
}

async function middle(page: Page): Promise<Point> {
  const box = await page.locator('[data-canvas]').boundingBox()
  if (box === null) throw new Error('There is no canvas in the window.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** A place on the node that is nearest to the middle of the canvas, which the first arrow key selects. */
async function nodeInTheMiddle(page: Page): Promise<Point> {
  const canvas = page.locator('[data-canvas]')
  await canvas.focus()
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowDown')
  return await positionOfActive(page)
}

/** On the selected node: the words about it lie where it is seen. */
export async function positionOfActive(page: Page): Promise<Point> {
  const position = await page.evaluate(
    () =>
      new Promise<{ readonly x: number; readonly y: number } | undefined>(resolve =>
        requestAnimationFrame(() => {
          const id = document.querySelector('[data-canvas]')?.getAttribute('aria-activedescendant')
          const box = id && document.getElementById(id)?.getBoundingClientRect()
          resolve(box ? { x: box.left + box.width * 0.2, y: box.top + box.height / 2 } : undefined)
        })
      )
  )
  if (position === undefined) throw new Error('No node is selected on the canvas.')
  return position
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
      const position = { clientX: start.x + 160 * Math.sin(turn), clientY: start.y + 90 * (1 - Math.cos(turn)) }
      surface.dispatchEvent(new PointerEvent('pointermove', { ...at, ...position, pointerId: 1, buttons: 1 }))
    },
    pan(frame: number) {
      const path = Math.floor(frame / 30) % 2 === 0 ? 1 : -1
      surface.dispatchEvent(new WheelEvent('wheel', { ...at, deltaX: 14 * path, deltaY: 22 * path }))
    },
    zoom(frame: number) {
      const path = Math.floor((frame + 15) / 30) % 2 === 0 ? 1 : -1
      surface.dispatchEvent(new WheelEvent('wheel', { ...at, ctrlKey: true, deltaY: 3 * path }))
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
