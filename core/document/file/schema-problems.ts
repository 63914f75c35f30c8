import type { z } from 'zod'
import type { Problem } from '../../problem.ts'
import { missingField, unknownField, wrongValue } from './project-problems.ts'

/** A location in a file as people read it: `nodes.conv1.parameters.strides[0]`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}

/** What a schema found wrong, one problem for each location. */
export function schemaProblems(error: z.ZodError, value: unknown): readonly Problem[] {
  return error.issues.map(issue => {
    // The branch of a union that came furthest says best what is missing.
    const deepest = deepestIssue(issue)
    const path = [...issue.path, ...(deepest === issue ? [] : deepest.path)]
    const received = valueAt(value, path)
    const expected = expectedBy(issue, deepest)
    const where = { path: pathText(path) }
    return received === undefined
      ? missingField(where, { field: String(path.at(-1) ?? ''), expected })
      : wrongValue(where, { received: shortText(received), expected })
  })
}

type Issue = z.core.$ZodIssue

function deepestIssue(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue
  const candidates = issue.errors.flat().map(deepestIssue)
  const deepest = candidates.reduce<Issue | undefined>(
    (best, each) => (each.path.length > (best?.path.length ?? 0) ? each : best),
    undefined
  )
  return deepest ?? issue
}

const nouns: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  tuple: 'a list',
  null: 'null'
}

function expectedBy(whole: Issue, issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return nouns[issue.expected] ?? issue.expected
    case 'invalid_value':
      return issue.values.length === 1
        ? JSON.stringify(issue.values[0])
        : `one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return `${issue.origin === 'string' || issue.origin === 'array' ? 'a length of ' : ''}${issue.inclusive === true ? 'at least' : 'more than'} ${issue.minimum}`
    case 'too_big':
      return `${issue.origin === 'string' || issue.origin === 'array' ? 'a length of ' : ''}${issue.inclusive === true ? 'at most' : 'less than'} ${issue.maximum}`
    case 'invalid_union':
      return 'options' in whole && Array.isArray(whole.options)
        ? `one of ${whole.options.join(', ')}`
        : [...new Set(issue.errors.flat().map(each => expectedBy(each, each)))].join(', or ')
    case 'invalid_format':
    case 'invalid_key':
      return 'an id or a name of letters, digits, ".", "_" and "-"'
    default:
      return issue.message
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, part) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    return (at as Readonly<Record<PropertyKey, unknown>>)[part]
  }, value)
}

function shortText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** Fields of a file that its schema does not know, and so dropped. */
export function lostFields(given: unknown, kept: unknown, path: readonly PropertyKey[] = []): readonly Problem[] {
  if (typeof given !== 'object' || given === null || typeof kept !== 'object' || kept === null) return []
  return Object.entries(given).flatMap(([field, value]) => {
    const location = [...path, Array.isArray(given) ? Number(field) : field]
    if (!Object.hasOwn(kept, field)) return [unknownField({ path: pathText(location) }, { field })]
    return lostFields(value, (kept as Readonly<Record<string, unknown>>)[field], location)
  })
}
