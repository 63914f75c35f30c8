/** A predicted or measured number to four digits, with its unit: −12.35°. */
export function valueText(value: number | undefined, unit: string): string {
  if (value === undefined || !Number.isFinite(value)) return '–'
  return `${Number(value.toPrecision(4))}${unit}`.replace('-', '−')
}
