/** A number of a map in three digits, whatever its size: `0.0123`, `−4.5e-6`. */
export function mapNumberText(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  const text = size < 1e-3 || size >= 1e5 ? value.toExponential(1) : String(Number(value.toPrecision(3)))
  return text.replaceAll('-', '−').replace('e+', 'e')
}
