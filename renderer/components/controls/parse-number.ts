const plainForm = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i
const groupedForm = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/
const oneComma = /^[^,]*,[^,]*$/

/**
 * The number that a person typed or pasted: with a point or a comma, thousands apart, an exponent, its unit behind it.
 * NaN for what is none, and for `1,500` where it can be read as thousands and as a fraction.
 */
export function parseNumber(typed: string, { unit = '', isInteger = false } = {}): number {
  const text = withoutUnit(typed.trim(), unit)
    .replace(/[−–]/g, '-')
    .replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/g, '')
  const isGrouped = groupedForm.test(text)
  if (isGrouped && oneComma.test(text) && !text.includes('.') && !isInteger) return Number.NaN
  if (isGrouped) return Number(text.replaceAll(',', ''))
  return plainForm.test(text) ? Number(text.replace(',', '.')) : Number.NaN
}

function withoutUnit(text: string, unit: string): string {
  if (unit === '' || !text.toLowerCase().endsWith(unit.toLowerCase())) return text
  return text.slice(0, -unit.length).trim()
}
