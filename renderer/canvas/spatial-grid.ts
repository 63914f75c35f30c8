import { overlaps, type Rectangle } from './points.ts'

/** Finds what lies in a rectangle without looking at everything: hit tests and culling stay cheap with thousands of nodes. */
export interface SpatialGrid<Item> {
  /** Every item whose rectangle overlaps the given one, once, in the order of insertion. */
  within(rectangle: Rectangle): readonly Item[]
}

/** About the area of a node with the space round it, so that most items lie in one to four cells. */
const cellSize = 256
/** Beyond so many cells an item would cost more to spread than to test each time: edges over a whole deep network. */
const mostCells = 64

interface Entry<Item> {
  readonly item: Item
  readonly bounds: Rectangle
  readonly order: number
  /** The last query that has seen it: an item in several cells is found once. */
  seenIn: number
}

export function makeSpatialGrid<Item>(items: Iterable<Item>, boundsOf: (item: Item) => Rectangle): SpatialGrid<Item> {
  const cells = new Map<number, Entry<Item>[]>()
  const large: Entry<Item>[] = []
  const all: Entry<Item>[] = []
  for (const item of items) {
    const entry = { item, bounds: boundsOf(item), order: all.length, seenIn: 0 }
    all.push(entry)
    const span = spanOf(entry.bounds)
    if (span === undefined) large.push(entry)
    else forEachCell(span, key => cellAt(cells, key).push(entry))
  }

  let query = 0
  return {
    within(rectangle) {
      query += 1
      const found: Entry<Item>[] = []
      const look = (entry: Entry<Item>): void => {
        if (entry.seenIn === query) return
        entry.seenIn = query
        if (overlaps(entry.bounds, rectangle)) found.push(entry)
      }
      const span = spanOf(rectangle)
      if (span === undefined) all.forEach(look)
      else {
        large.forEach(look)
        forEachCell(span, key => cells.get(key)?.forEach(look))
      }
      if (found.length > 1) found.sort((a, b) => a.order - b.order)
      return found.map(({ item }) => item)
    }
  }
}

function cellAt<Item>(cells: Map<number, Entry<Item>[]>, key: number): Entry<Item>[] {
  const known = cells.get(key)
  if (known !== undefined) return known
  const made: Entry<Item>[] = []
  cells.set(key, made)
  return made
}

interface Span {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The columns and rows of cells that a rectangle touches; undefined when they are too many to be worth it. */
function spanOf(rectangle: Rectangle): Span | undefined {
  const left = Math.floor(rectangle.left / cellSize)
  const right = Math.floor(rectangle.right / cellSize)
  const top = Math.floor(rectangle.top / cellSize)
  const bottom = Math.floor(rectangle.bottom / cellSize)
  return (right - left + 1) * (bottom - top + 1) > mostCells ? undefined : { left, right, top, bottom }
}

/** Far more rows than any drawing has, so that each cell has a number of its own. */
const rows = 2 ** 24

function forEachCell({ left, right, top, bottom }: Span, act: (key: number) => void): void {
  for (let column = left; column <= right; column += 1) {
    for (let row = top; row <= bottom; row += 1) act(column * rows + row)
  }
}
