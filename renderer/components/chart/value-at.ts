/** The value of a line at the point nearest to x; undefined outside of the line. */
export function valueAt(line: { readonly x: readonly number[]; readonly y: readonly number[] }, x: number) {
  const { x: places, y: values } = line
  const [first, last] = [places[0], places.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const margin = Math.max(0.5, (last - first) / 20)
  if (x < first - margin || x > last + margin) return undefined
  let [low, high] = [0, places.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) <= x) low = middle
    else high = middle
  }
  const isLowNearer = Math.abs((places[low] ?? 0) - x) <= Math.abs((places[high] ?? 0) - x)
  return values[isLowNearer ? low : high]
}
