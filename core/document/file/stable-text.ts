/** What a reader looks for first in a record; the other keys follow in the order of the alphabet. */
const first = ['id', 'name', 'kind', 'type', 'graph', 'block', 'from', 'to', 'node', 'port']
const width = 160

/**
 * JSON whose keys stand in the same order however the value came about: on one line where it fits,
 * else with its parts on lines of their own.
 */
export function stableText(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = `${indent}  `
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const parts = Array.isArray(value)
    ? value.map(part => stableText(part, inner))
    : fieldsOf(value).map(([key, field]) => `${JSON.stringify(key)}: ${stableText(field, inner)}`)
  if (parts.length === 0) return `${open}${close}`
  const space = Array.isArray(value) ? '' : ' '
  const line = `${open}${space}${parts.join(', ')}${space}${close}`
  if (line.length <= width && !line.includes('\n')) return line
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`
}

function fieldsOf(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

function rank(key: string): number {
  const position = first.indexOf(key)
  return position < 0 ? first.length : position
}
