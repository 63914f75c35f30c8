import { unreachable } from '../../assert.ts'
import type { Json } from '../../json.ts'
import { parseValue, type PlainParameter } from '../../parameters.ts'

/** The kinds that a block's parameter can have, the commonest first. */
export const parameterKinds = [
  'integer',
  'number',
  'toggle',
  'choice',
  'pair',
  'list',
  'text'
] as const satisfies readonly PlainParameter['kind'][]

type Kind = (typeof parameterKinds)[number]

/** The parameter as one of another kind: label, help, range and default stay as far as they mean something there. */
export function withKind(parameter: PlainParameter, kind: Kind): PlainParameter {
  if (parameter.kind === kind) return parameter
  const { help, label, advanced } = parameter
  const common = { help, ...(label === undefined ? {} : { label }), ...(advanced === undefined ? {} : { advanced }) }
  const { min, max } = 'min' in parameter ? parameter : { min: 1, max: 65_536 }
  const number = numberIn(parameter.default)
  const whole = Math.min(Math.ceil(max), Math.max(Math.floor(min), Math.round(number ?? min)))
  switch (kind) {
    case 'integer':
      return { ...common, kind, default: whole, min: Math.floor(min), max: Math.ceil(max) }
    case 'number':
      return { ...common, kind, default: number ?? min, min, max }
    case 'toggle':
      return { ...common, kind, default: number === undefined ? parameter.default === true : number !== 0 }
    case 'choice': {
      const option = typeof parameter.default === 'string' && parameter.default !== '' ? parameter.default : 'first'
      return { ...common, kind, default: option, options: [option] }
    }
    case 'pair':
      return { ...common, kind, default: [whole, whole], min: Math.floor(min), max: Math.ceil(max) }
    case 'list':
      return {
        ...common,
        kind,
        default: [whole],
        min: Math.floor(min),
        max: Math.ceil(max),
        minLength: 1,
        maxLength: 8
      }
    case 'text':
      return { ...common, kind, default: typeof parameter.default === 'string' ? parameter.default : '' }
    default:
      return unreachable(kind)
  }
}

function numberIn(value: Json): number | undefined {
  const first = Array.isArray(value) ? (value as readonly Json[])[0] : value
  if (typeof first === 'boolean') return Number(first)
  return typeof first === 'number' ? first : undefined
}

interface Values {
  readonly default?: Json
  readonly min?: Json
  readonly max?: Json
  readonly options?: readonly string[]
}

/** The parameter with other values, or a sentence that says what was expected. A new range takes the default along. */
export function withValues(
  parameter: PlainParameter,
  values: Values
): { readonly parameter: PlainParameter } | { readonly expected: string } {
  const next = { ...parameter, ...values } as PlainParameter
  if (next.kind === 'choice') {
    const { options } = next
    if (options.length === 0 || new Set(options).size < options.length)
      return { expected: 'different options, with commas between' }
    const [first = ''] = options
    return { parameter: options.includes(next.default) ? next : { ...next, default: first } }
  }
  if ('min' in next) {
    const { min, max, kind } = next
    const isNumber = (value: unknown): boolean =>
      typeof value === 'number' && Number.isFinite(value) && (kind === 'number' || Number.isInteger(value))
    const noun = kind === 'number' ? 'a number' : 'a whole number'
    if (!isNumber(min)) return { expected: noun }
    if (!isNumber(max)) return { expected: noun }
    if (min > max) return { expected: values.min === undefined ? `${noun} from ${min} on` : `${noun} up to ${max}` }
  }
  const fit = parseValue(next, next.default)
  if ('value' in fit) return { parameter: { ...next, default: fit.value } as PlainParameter }
  if (values.default !== undefined) return fit
  return { parameter: { ...next, default: nearest(next) } as PlainParameter }
}

/** A default within a range that has changed. */
function nearest(parameter: PlainParameter): Json {
  if (!('min' in parameter)) return parameter.default
  const { min, max } = parameter
  const within = (value: number): number => Math.min(max, Math.max(min, value))
  const { default: value } = parameter
  return typeof value === 'number' ? within(value) : value.map(within)
}
