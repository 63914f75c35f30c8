import { overlaps, unionOf, type Rectangle } from '../points.ts'

/** Painting so many apart takes about as long as painting what lies between them too. */
const mostAreas = 6

/** Few areas that lie apart and cover all the given ones: each is painted by itself. */
export function joinAreas(areas: Iterable<Rectangle>): readonly Rectangle[] {
  let joined: readonly Rectangle[] = []
  for (const area of areas) {
    joined = withArea(joined, area)
    const all = joined.length > mostAreas ? unionOf(joined) : undefined
    if (all !== undefined) joined = [all]
  }
  return joined
}

function withArea(apart: readonly Rectangle[], area: Rectangle): readonly Rectangle[] {
  const touched = apart.filter(each => overlaps(each, area))
  if (touched.length === 0) return [...apart, area]
  const rest = apart.filter(each => !touched.includes(each))
  // Grown, it may touch others.
  return withArea(rest, unionOf([...touched, area]) ?? area)
}
