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
}

export function makeSpatialGrid<Item>(items: Iterable<Item>, boundsOf: (item: Item) => Rectangle): SpatialGrid<Item> {
  const cells = new Map<string, Entry<Item>[]>()
  const large: Entry<Item>[] = []
  const all: Entry<Item>[] = []
  for (const item of items) {
    const entry = { item, bounds: boundsOf(item), order: all.length }
    all.push(entry)
    const keys = keysOf(entry.bounds)
    if (keys === undefined) large.push(entry)
    else for (const key of keys) remember(cells, key).push(entry)
  }
  return {
    within(rectangle) {
      const keys = keysOf(rectangle)
      const candidates = keys === undefined ? all : [...large, ...keys.flatMap(key => cells.get(key) ?? [])]
      const found = new Set(candidates.filter(({ bounds }) => overlaps(bounds, rectangle)))
      return [...found].sort((a, b) => a.order - b.order).map(({ item }) => item)
    }
  }
}

function remember<Entry>(cells: Map<string, Entry[]>, key: string): Entry[] {
  const known = cells.get(key)
  if (known !== undefined) return known
  const made: Entry[] = []
  cells.set(key, made)
  return made
}

/** The cells that a rectangle touches; undefined when they are too many to be worth it. */
function keysOf({ left, top, right, bottom }: Rectangle): string[] | undefined {
  const [firstColumn, lastColumn] = [Math.floor(left / cellSize), Math.floor(right / cellSize)]
  const [firstRow, lastRow] = [Math.floor(top / cellSize), Math.floor(bottom / cellSize)]
  if ((lastColumn - firstColumn + 1) * (lastRow - firstRow + 1) > mostCells) return undefined
  const keys: string[] = []
  for (let column = firstColumn; column <= lastColumn; column += 1) {
    for (let row = firstRow; row <= lastRow; row += 1) keys.push(`${column},${row}`)
  }
  return keys
}
