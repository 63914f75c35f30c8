import { numberText } from './number-text.ts'

type Cell = string | number
export type Rows = readonly (readonly Cell[])[]

/** The lines of a table. A column whose cells are all numbers is set to the right, thousands separated. */
export function alignTable(headings: readonly string[], rows: Rows): readonly string[] {
  const isNumeric = numericColumns(headings, rows)
  const cells = rows.map(row => headings.map((_, column) => cellText(row[column] ?? '')))
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map(row => row[column]?.length ?? 0))
  )
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        isNumeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)
      )
      .join('  ')
      .trimEnd()
  return [lineOf(headings), lineOf(widths.map(width => '─'.repeat(width))), ...cells.map(lineOf)]
}

function cellText(cell: Cell): string {
  return typeof cell === 'number' ? numberText(cell) : cell
}

/** The lines of a table in Markdown, its source aligned too; numbers to the right. */
export function markdownTable(headings: readonly string[], rows: Rows): readonly string[] {
  const isNumeric = numericColumns(headings, rows)
  const cells = rows.map(row => headings.map((_, column) => cellText(row[column] ?? '').replaceAll('|', '\\|')))
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, 3, ...cells.map(row => row[column]?.length ?? 0))
  )
  const lineOf = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (isNumeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`
  const rules = widths.map((width, column) => (isNumeric[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)))
  return [lineOf(headings), lineOf(rules), ...cells.map(lineOf)]
}

function numericColumns(headings: readonly string[], rows: Rows): readonly boolean[] {
  return headings.map((_, column) => rows.length > 0 && rows.every(row => typeof row[column] === 'number'))
}
