import type { Position } from '../../../../core/document/records.ts'
import type { Direction } from '../../../../core/graph/direction.ts'
import { measures, nodeHeight, nodeWidth } from '../../../../core/document/layout/measures.ts'
import { canvasPoint, type CanvasPoint } from '../../points.ts'
import { turnPoint } from '../direction.ts'

/** A node that takes more room than others: by how much it reaches beyond a folded one, on each side. */
export interface Growth {
  /** Upper left corner as if it were folded. */
  readonly at: Position
  readonly left: number
  readonly right: number
  readonly up: number
  readonly down: number
}

/**
 * Where things come to stand while some nodes have grown. Rows and columns make room as those of a table do: all that
 * stands beyond a grown node moves, and what stood in a line stays in it. So nodes that did not overlap never do, and
 * nothing has to be remembered to bring them back.
 */
export interface Displacement {
  /** From an upper left corner in the document to the one in the picture. A grown node's is that of it folded. */
  position(corner: Position): CanvasPoint
  /** The corner in the document that is seen at one in the picture, or else the next one where nothing covers it. */
  unplace(corner: CanvasPoint): CanvasPoint
}

export const noDisplacement: Displacement = { position: ({ x, y }) => canvasPoint(x, y), unplace: corner => corner }

/**
 * The displacement of a graph whose nodes stand at the given corners. Parts of a drawing that lie side by side with a
 * gutter between them, as a long one is wrapped, have rows of their own: what grows in the one opens no gap in the
 * other.
 */
export function makeDisplacement(
  growths: readonly Growth[],
  corners: readonly Position[] = [],
  direction: Direction = 'down'
): Displacement {
  if (growths.length === 0) return noDisplacement
  const turned = growths.map(growth => turnGrowth(growth, direction))
  const positions = [...turned.map(({ at }) => at), ...corners.map(corner => turnPoint(corner, direction))]
  const [width, height] = direction === 'down' ? [nodeWidth, nodeHeight] : [nodeHeight, nodeWidth]
  const across = makeShift(
    turned.map(({ at, left, right }) => ({ at: at.x, before: left, after: right })),
    width
  )
  const parts = partsOf(
    positions.map(({ x }) => x),
    width + measures[direction].gutter
  ).map(({ from, to }) => ({
    from,
    to: to + width,
    along: makeShift(
      turned
        .filter(({ at }) => at.x >= from && at.x <= to)
        .map(({ at, up, down }) => ({ at: at.y, before: up, after: down })),
      height
    )
  }))
  const nearest = (x: number) => {
    const distances = parts.map(({ from, to }) => Math.max(from - x, x - to, 0))
    return parts[distances.indexOf(Math.min(...distances))]
  }
  return {
    position(corner) {
      const { x, y } = turnPoint(corner, direction)
      return turnPoint(canvasPoint(across.position(x), nearest(x)?.along.position(y) ?? y), direction)
    },
    unplace(corner) {
      const seen = turnPoint(corner, direction)
      const x = across.unplace(seen.x)
      return turnPoint(canvasPoint(x, nearest(x)?.along.unplace(seen.y) ?? seen.y), direction)
    }
  }
}

function turnGrowth({ at, left, right, up, down }: Growth, direction: Direction): Growth {
  if (direction === 'down') return { at, left, right, up, down }
  return { at: turnPoint(at, direction), left: up, right: down, up: left, down: right }
}

/** The runs of values in which none is so far from the next as a gutter is wide. */
function partsOf(values: readonly number[], gutter: number): readonly { readonly from: number; readonly to: number }[] {
  const parts: { from: number; to: number }[] = []
  for (const value of [...values].sort((a, b) => a - b)) {
    const last = parts.at(-1)
    if (last !== undefined && value - last.to < gutter) last.to = value
    else parts.push({ from: value, to: value })
  }
  return parts
}

/** A growth along one axis. */
interface Stretch {
  readonly at: number
  readonly before: number
  readonly after: number
}

/** Everything from `at` on is moved by so much, until the next step. */
interface Step {
  readonly at: number
  readonly by: number
  /** Where to go back to with what lies in the gap that the step opens. */
  readonly gap: number
}

interface Shift {
  position(at: number): number
  unplace(at: number): number
}

/** `size` is a folded node's: what begins so far after another one stands beyond it. */
function makeShift(stretches: readonly Stretch[], size: number): Shift {
  const steps: Step[] = []
  const shiftAt = (at: number): number => lastWhere(steps, step => step.at <= at)?.by ?? 0
  const raise = (at: number, by: number, gap: number): void => {
    if (by > shiftAt(at)) steps.push({ at, by, gap })
  }
  const ends = stretches.map(stretch => ({ stretch, at: stretch.at + size, isEnd: true }))
  const starts = stretches.map(stretch => ({ stretch, at: stretch.at, isEnd: false }))
  // What ends where another begins stands before it.
  const events = [...ends, ...starts].sort((a, b) => a.at - b.at || Number(b.isEnd) - Number(a.isEnd))
  const ended: number[] = []
  for (const { stretch, at, isEnd } of events) {
    if (isEnd) {
      const by = shiftAt(stretch.at) + stretch.after
      ended.push(by)
      raise(at, by, at)
    } else raise(at, Math.max(shiftAt(at - size), ...ended) + stretch.before, at - size)
  }
  return {
    position: at => at + shiftAt(at),
    unplace(at) {
      const reached = lastWhere(steps, step => step.at + step.by <= at)
      const next = steps[reached === undefined ? 0 : steps.indexOf(reached) + 1]
      const back = at - (reached?.by ?? 0)
      return next === undefined || back < next.at ? back : next.gap
    }
  }
}

function lastWhere(steps: readonly Step[], holds: (step: Step) => boolean): Step | undefined {
  let last: Step | undefined
  for (const step of steps) if (holds(step)) last = step
  return last
}
