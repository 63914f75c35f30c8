/** Where the largest number stands, the first of equal ones; 0 where there is none. */
export function indexOfLargest(values: Float32Array): number {
  return values.reduce((best, value, index) => (value > (values[best] ?? -Infinity) ? index : best), 0)
}
