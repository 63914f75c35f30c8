/** A predicted or measured number to three digits, with its unit: −12.3°. */
export function valueText(value: number | undefined, unit: string): string {
  if (value === undefined || !Number.isFinite(value)) return '–'
  return `${Number(value.toPrecision(3))}${unit}`.replace('-', '−')
}
