/** The value of a line at the point nearest to x; undefined outside of the line. */
export function valueAt(line: { readonly x: readonly number[]; readonly y: readonly number[] }, x: number) {
  const { x: positions, y: values } = line
  const [first, last] = [positions[0], positions.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const margin = Math.max(0.5, (last - first) / 20)
  if (x < first - margin || x > last + margin) return undefined
  let [low, high] = [0, positions.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((positions[middle] ?? 0) <= x) low = middle
    else high = middle
  }
  const isLowNearer = Math.abs((positions[low] ?? 0) - x) <= Math.abs((positions[high] ?? 0) - x)
  return values[isLowNearer ? low : high]
}
