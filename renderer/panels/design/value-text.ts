import { parseExpression } from '../../../core/graph/expression.ts'
import type { ParameterValue } from '../../../core/graph/drawing.ts'
import {
  parseValue,
  type IntegerParameter,
  type ListParameter,
  type NumberParameter,
  type PairParameter
} from '../../../core/parameters.ts'

export type NumericParameter = IntegerParameter | NumberParameter | PairParameter | ListParameter

/** A number, a pair or a list as the form writes it: `16`, `0.001`, `3 × 3`. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(' × ').replaceAll('-', '−')
  return typeof value === 'number' ? String(value).replace('-', '−') : ''
}

/** What was typed, as a value; or a sentence that says what was expected. Inside a block, names make an expression. */
export function parseTyped(
  parameter: NumericParameter,
  typed: string,
  isInBlock: boolean
): { readonly value: ParameterValue } | { readonly expected: string } {
  const plain = typed.trim().replaceAll('−', '-')
  const isList = parameter.kind === 'list'
  const isRow = isList || parameter.kind === 'pair'
  const texts = isRow ? plain.split(/\s*[×x,;]\s*|\s+/i) : [plain.replace(',', '.')]
  const values = (isList && plain === '' ? [] : texts).map(text => (text === '' ? Number.NaN : Number(text)))
  const isNumeric = values.every(value => !Number.isNaN(value))
  if (!isNumeric && isInBlock && plain !== '') {
    const parsed = parseExpression(plain)
    return 'fault' in parsed
      ? { expected: `${parsed.fault.message} ${parsed.fault.fix}` }
      : { value: { expression: plain } }
  }
  const [first, second] = values
  const value = isList || second !== undefined ? [...values] : first
  const result = parseValue(parameter, value)
  return 'expected' in result ? { expected: `Expected ${result.expected}.` } : result
}

/** The value moved by so many steps of a drag or of an arrow key, kept within its range. */
export function stepped(parameter: NumericParameter, value: unknown, steps: number): ParameterValue {
  const within = (number: number): number => Math.min(parameter.max, Math.max(parameter.min, number))
  if (parameter.kind === 'pair') {
    const sides = Array.isArray(value) ? value.map(Number) : [...parameter.default]
    return sides.map(side => within(side + steps))
  }
  if (parameter.kind === 'list') return Array.isArray(value) ? value.map(Number) : [...parameter.default]
  const number = typeof value === 'number' ? value : parameter.default
  if (parameter.kind === 'integer') return within(number + steps)
  if (parameter.logarithmic === true) return within(Number((number * 10 ** (steps / 10)).toPrecision(2)))
  const size = (parameter.max - parameter.min) / 100
  return within(Number((number + steps * Math.min(size, 0.01)).toPrecision(6)))
}
