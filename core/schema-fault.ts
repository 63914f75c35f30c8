import type { z } from 'zod'

/** What a schema found wrong at one location of a value. */
export interface SchemaFault {
  readonly path: readonly PropertyKey[]
  /** As JSON, shortened; undefined where it is missing. */
  readonly received: string | undefined
  readonly expected: string
  /** A sentence of the schema's own, where it has one. */
  readonly said: string | undefined
}

export function schemaFaults(error: z.ZodError, value: unknown): readonly SchemaFault[] {
  return error.issues.map(issue => {
    // The branch of a union that came furthest says best what is missing.
    const deepest = deepestIssue(issue)
    const path = [...issue.path, ...(deepest === issue ? [] : deepest.path)]
    const received = valueAt(value, path)
    return {
      path,
      received: received === undefined ? undefined : shortText(received),
      expected: expectedBy(issue, deepest),
      said: deepest.code === 'custom' ? deepest.message : undefined
    }
  })
}

export function faultSentence({ path, received, expected, said }: SchemaFault): string {
  if (said !== undefined) return said.endsWith('.') ? said : `${said}.`
  return received === undefined
    ? `The field "${String(path.at(-1) ?? '')}" is missing; expected ${expected}.`
    : `Found ${received}; expected ${expected}.`
}

/** The first of what a schema found wrong, with its place in what is called `name`. */
export function firstFault(error: z.ZodError, value: unknown, name: string): string {
  const [first] = schemaFaults(error, value)
  return first === undefined ? `${name} does not fit.` : `${pathText(first.path) || name}: ${faultSentence(first)}`
}

/** A location in a file as people read it: `nodes.conv1.parameters.strides[0]`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
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
      return 'another value'
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, part) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    return (at as Readonly<Record<PropertyKey, unknown>>)[part]
  }, value)
}

function shortText(value: unknown): string {
  const plain = (_: string, each: unknown) => (typeof each === 'bigint' || ArrayBuffer.isView(each) ? '…' : each)
  const text = JSON.stringify(value, plain) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
