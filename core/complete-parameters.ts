import type { Json } from './json.ts'
import { defaultOf, parseValue, type ParameterTable } from './parameters.ts'
import { defineProblem, type Problem, type ProblemKind } from './problem.ts'

export interface CompletedParameters {
  readonly parameters: Readonly<Record<string, unknown>>
  /** Every value that was given could be used. */
  readonly isValid: boolean
}

type Report = <Values>(kind: ProblemKind<Values>, values: Values, at: { readonly parameter: string }) => void

/** The values for a whole table: defaults filled in, and in place of a value out of range, which is reported. */
export function completeParameters(
  { parameters: table, label }: { readonly parameters: ParameterTable; readonly label: string },
  given: Readonly<Record<string, Json>>,
  report: Report
): CompletedParameters {
  const parsed: Record<string, Json> = {}
  let isValid = true
  for (const [name, value] of Object.entries(given)) {
    const parameter = Object.hasOwn(table, name) ? table[name] : undefined
    if (parameter === undefined) {
      report(unknownParameter, { label, name, known: Object.keys(table) }, { parameter: name })
      continue
    }
    const result = parseValue(parameter, value)
    if ('value' in result) parsed[name] = result.value
    else {
      isValid = false
      report(
        parameterOutOfRange,
        { name, received: value, expected: result.expected, fallback: parameter.default },
        { parameter: name }
      )
    }
  }
  const complete = Object.keys(table).map(name => [name, parsed[name] ?? defaultOf(table, name, parsed)])
  return { parameters: Object.fromEntries(complete) as Record<string, unknown>, isValid }
}

/** As `completeParameters`, for values that somebody gives by their names: one that is misspelled must not pass in silence. */
export function takeSettings(
  owner: { readonly parameters: ParameterTable; readonly label: string },
  given: Readonly<Record<string, Json>>,
  path: string
): { readonly parameters: CompletedParameters['parameters']; readonly problems: readonly Problem[] } {
  const known = Object.keys(owner.parameters)
  const isKnown = (name: string): boolean => known.includes(name)
  const problems: Problem[] = Object.keys(given)
    .filter(name => !isKnown(name))
    .map(name => unknownSetting({ path, parameter: name }, { label: owner.label, name, known }))
  const taken = Object.fromEntries(Object.entries(given).filter(([name]) => isKnown(name)))
  const { parameters } = completeParameters(owner, taken, (kind, values, at) => {
    problems.push(kind({ path, ...at }, values))
  })
  return { parameters, problems }
}

function knownText(known: readonly string[]): string {
  return known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`
}

function valueText(value: Json): string {
  if (Array.isArray(value) && value.length > 0 && value.every(each => typeof each === 'number')) return value.join('×')
  return JSON.stringify(value)
}

export const parameterOutOfRange = defineProblem<{
  readonly name: string
  readonly received: Json
  readonly expected: string
  readonly fallback: Json
}>('parameter/out-of-range', 'error', ({ name, received, expected, fallback }) => ({
  message: `${name} is ${valueText(received)}; it takes ${expected}.`,
  fix: `Set ${name} to ${expected}.`,
  repair: { label: `Set ${valueText(fallback)}`, parameters: { [name]: fallback } }
}))

interface Unknown {
  readonly label: string
  readonly name: string
  readonly known: readonly string[]
}

export const unknownSetting = defineProblem<Unknown>(
  'parameter/unknown-setting',
  'error',
  ({ label, name, known }) => ({
    message: `${label} has no setting "${name}"; ${knownText(known)}.`,
    fix: known.length === 0 ? 'Leave it out.' : 'Mend its spelling, or leave it out.'
  })
)

export const unknownParameter = defineProblem<Unknown>('parameter/unknown', 'warning', ({ label, name, known }) => ({
  message: `${label} has no parameter "${name}"; ${knownText(known)}.`,
  fix: 'Remove it from the file, or mend its spelling. It is ignored meanwhile.'
}))
