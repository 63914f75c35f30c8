import type { Json } from '../../../../core/json.ts'
import type { PlainParameter } from '../../../../core/parameters.ts'
import { parseNumber } from '../../../components/controls/parse-number.ts'
import { message } from '../../../messages/message.ts'
import { parseTyped, valueText } from '../parameters/value-text.ts'

/** A default or a limit as the list of parameters writes it. */
export function plainText(value: Json): string {
  if (typeof value === 'boolean') return message(value ? 'inspector/yes' : 'inspector/no')
  return typeof value === 'string' ? value : valueText(value)
}

/** What was typed as a default or a limit: a number, or what the kind of the parameter takes. */
export function readPlain(
  parameter: PlainParameter,
  field: 'default' | 'min' | 'max',
  typed: string
): { readonly value: Json } | { readonly expected: string } {
  if (parameter.kind === 'text') return { value: typed }
  if (!('min' in parameter)) return { expected: message('block/aNumber') }
  if (field !== 'default') {
    const number = parseNumber(typed, { isInteger: parameter.kind !== 'number' })
    return Number.isNaN(number) ? { expected: message('block/aNumber') } : { value: number }
  }
  const read = parseTyped({ ...parameter, min: -Infinity, max: Infinity }, typed, undefined)
  if ('expected' in read) return { expected: message('block/aNumber') }
  return { value: read.value as Json }
}
