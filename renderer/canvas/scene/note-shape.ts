import { contains, grow, type CanvasPoint, type Rectangle } from '../points.ts'
import type { SceneNote } from './scene.ts'

/** How the text lies on a note, in canvas points. */
export const noteText = { size: 13, line: 18, padding: 10 }
/** Less than this on the screen can't be read. */
const leastTextSize = 7

/** The title above a frame, in screen points; near it grows with the drawing. */
export const titleText = { size: 11, height: 18 }
const title = { ...titleText, gap: 3, letter: 6.6, ends: 16, leastFrame: 48 }

export function isTextSeen(scale: number): boolean {
  return noteText.size * scale >= leastTextSize
}

/** How many canvas points one of a frame's title has: far out it keeps its size on the screen. */
export function titleScale(scale: number): number {
  return 1 / Math.min(1, scale)
}

/** The tab above a frame with its title; undefined where the frame is too small to have one. */
export function titleOf({ kind, bounds, text }: SceneNote, scale: number): Rectangle | undefined {
  const width = bounds.right - bounds.left
  if (kind !== 'frame' || width * scale < title.leastFrame) return undefined
  const size = titleScale(scale)
  const bottom = bounds.top - title.gap * size
  // Letters count as of a middling width: the canvas without a picture can't measure them.
  const wanted = Math.max(3, text.length) * title.letter + title.ends
  return {
    left: bounds.left,
    top: bottom - title.height * size,
    right: bounds.left + Math.min(width, wanted * size),
    bottom
  }
}

/** The part of a note that can be taken hold of: all of it, to move it, or an edge or a corner, to resize it. */
export type Grip = 'body' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'nw'

/** The reach on either side of an edge, and along it from a corner, in screen points. */
const edgeReach = 5
const cornerReach = 12
/** What is smaller on the screen is only moved. */
const leastResized = 36

/** What the pointer would take hold of beside a title; undefined outside the note, and inside a frame. */
export function gripAt(note: SceneNote, point: CanvasPoint, scale: number): Grip | undefined {
  const { kind, bounds } = note
  if (!contains(grow(bounds, edgeReach / scale), point)) return undefined
  const edge = edgeAt(bounds, point, scale)
  if (edge !== undefined) return isLarge(bounds, scale) ? edge : 'body'
  return kind === 'note' || titleOf(note, scale) === undefined ? 'body' : undefined
}

function isLarge({ left, top, right, bottom }: Rectangle, scale: number): boolean {
  return Math.min(right - left, bottom - top) * scale >= leastResized
}

function edgeAt({ left, top, right, bottom }: Rectangle, { x, y }: CanvasPoint, scale: number): Grip | undefined {
  const side = (from: number, to: number, at: number, reach: number): -1 | 0 | 1 =>
    at - from <= reach ? -1 : to - at <= reach ? 1 : 0
  const isOnEdge = side(left, right, x, edgeReach / scale) !== 0 || side(top, bottom, y, edgeReach / scale) !== 0
  if (!isOnEdge) return undefined
  const across = side(left, right, x, cornerReach / scale)
  const down = side(top, bottom, y, cornerReach / scale)
  return gripOf(across, down)
}

function gripOf(across: -1 | 0 | 1, down: -1 | 0 | 1): Grip | undefined {
  const name = `${down === -1 ? 'n' : down === 1 ? 's' : ''}${across === -1 ? 'w' : across === 1 ? 'e' : ''}`
  return name === '' ? undefined : (name as Grip)
}

/** The bounds after an edge or a corner was pulled. Each kind keeps a size that can be used. */
export function resized({ kind, bounds }: Pick<SceneNote, 'kind' | 'bounds'>, grip: Grip, to: CanvasPoint): Rectangle {
  const least = leastSizes[kind]
  return {
    left: grip.endsWith('w') ? Math.min(to.x, bounds.right - least.width) : bounds.left,
    top: grip.startsWith('n') ? Math.min(to.y, bounds.bottom - least.height) : bounds.top,
    right: grip.endsWith('e') ? Math.max(to.x, bounds.left + least.width) : bounds.right,
    bottom: grip.startsWith('s') ? Math.max(to.y, bounds.top + least.height) : bounds.bottom
  }
}

export const leastSizes = { note: { width: 80, height: 40 }, frame: { width: 96, height: 72 } } as const
