import { parseJson } from '../../../json.ts'
import { numberText } from '../../../number-text.ts'
import { defineProblem, type Problem } from '../../../problem.ts'
import type { LayerLookup } from '../../connections/ports.ts'
import { formatVersion } from '../../file/migrations.ts'
import { readProject } from '../../file/project-file.ts'
import { defaultRecipe } from '../../create-document.ts'
import type { Document } from '../../records.ts'
import { stableText } from '../../file/stable-text.ts'
import { copied } from './fragment.ts'

/** What the text says that it is, in its first line. */
const kind = 'Part of a Receptive drawing: paste it into one'

/** More than any network has; what is longer is not looked at. */
const maxLength = 8_000_000
const maxRecords = 20_000

export const notDrawing = defineProblem<{ readonly received: string }>(
  'clipboard/not-a-drawing',
  'warning',
  ({ received }) => ({
    message: `The clipboard holds ${received}; expected a part of a drawing.`,
    fix: 'Copy layers or a block in Receptive first, here or in another window.'
  })
)

export const tooLong = defineProblem<{ readonly size: string; readonly max: string }>(
  'clipboard/too-long',
  'error',
  ({ size, max }) => ({
    message: `The clipboard holds ${size}; a part of a drawing has at most ${max}.`,
    fix: 'Copy less at once, or open the whole project.'
  })
)

export const cutShort = defineProblem<{ readonly reason: string }>('clipboard/cut-short', 'error', ({ reason }) => ({
  message: `The text of the drawing can not be read: ${reason}`,
  fix: 'Copy all of it, from the first brace to the last, without changes between.'
}))

export const spoiled = defineProblem<{ readonly location: string; readonly reason: string; readonly fix: string }>(
  'clipboard/spoiled',
  'error',
  ({ location, reason, fix }) => ({ message: `The text of the drawing does not fit at ${location}. ${reason}`, fix })
)

/** A fragment as text that people can read, send and keep: one line a record. */
export function fragmentText(fragment: Document): string {
  const fields = [`  "kind": ${JSON.stringify(kind)}`, `  "formatVersion": ${formatVersion}`]
  fields.push(`  "name": ${JSON.stringify(fragment.name)}`)
  for (const collection of ['nodes', 'edges', 'blocks', 'positions', 'notes', 'sheets'] as const) {
    const lines = Object.entries<unknown>(fragment[collection])
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, record]) => `    ${JSON.stringify(id)}: ${stableText(record, '    ')}`)
    if (lines.length > 0) fields.push(`  "${collection}": {\n${lines.join(',\n')}\n  }`)
  }
  return `{\n${fields.join(',\n')}\n}\n`
}

export type ReadFragment = { readonly fragment: Document } | { readonly problem: Problem }

/** Reads what was pasted, from anywhere: nothing of it is used unchecked. Quotes and fences round it do no harm. */
export function readFragment(text: string, layers: LayerLookup): ReadFragment {
  const where = { path: 'clipboard' }
  if (text.length > maxLength) {
    const values = { size: `${numberText(text.length)} characters`, max: numberText(maxLength) }
    return { problem: tooLong(where, values) }
  }
  const [start, end] = [text.indexOf('{'), text.lastIndexOf('}')]
  if (!text.includes('"formatVersion"') || start < 0) {
    return { problem: notDrawing(where, { received: describe(text) }) }
  }
  let value: unknown
  try {
    value = parseJson(text.slice(start, end + 1))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { problem: cutShort(where, { reason: `${error.message}.` }) }
  }
  return readValue(value, layers)
}

function readValue(value: unknown, layers: LayerLookup): ReadFragment {
  const where = { path: 'clipboard' }
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== kind) {
    return { problem: notDrawing(where, { received: 'other JSON' }) }
  }
  const { kind: _, ...rest } = value
  const count = Object.values(rest).reduce(
    (sum: number, each) => sum + (isObject(each) ? Object.keys(each).length : 0),
    0
  )
  if (count > maxRecords) {
    const values = { size: `${numberText(count)} records`, max: `${numberText(maxRecords)}` }
    return { problem: tooLong(where, values) }
  }
  const whole = {
    nodes: {},
    edges: {},
    blocks: {},
    positions: {},
    ...rest,
    root: 'root',
    datasets: {},
    recipe: defaultRecipe
  }
  const { document, problems } = readProject(whole, layers, 'clipboard')
  if (document === undefined) {
    const [problem] = problems.filter(({ severity }) => severity === 'error')
    return { problem: problem === undefined ? notDrawing(where, { received: 'nothing readable' }) : asPasted(problem) }
  }
  if (document.blocks[copied] === undefined) {
    return { problem: notDrawing(where, { received: `a drawing without the block "${copied}"` }) }
  }
  return { fragment: document }
}

/** A problem of a project's file, in the words of who pastes. */
function asPasted({ code, where, message, fix }: Problem): Problem {
  const location = where.path.replace(/^clipboard: /, '')
  const anew = 'Copy it anew where it came from, or mend the text at this place.'
  return spoiled(where, { location, reason: message, fix: code.startsWith('project/') ? anew : fix })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function describe(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ')
  if (line === '') return 'no text'
  return `the text "${line.length > 40 ? `${line.slice(0, 39)}…` : line}"`
}
