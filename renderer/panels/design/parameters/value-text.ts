import type { ParameterValue } from '../../../../core/graph/drawing.ts'
import { evaluate, fitValue, type ExpressionScope } from '../../../../core/graph/expressions/evaluate.ts'
import { expressionFault } from '../../../../core/graph/scope-names.ts'
import type { Json } from '../../../../core/json.ts'
import {
  parseValue,
  type IntegerParameter,
  type ListParameter,
  type NumberParameter,
  type Parameter,
  type PairParameter
} from '../../../../core/parameters.ts'
import { parseNumber } from '../../../components/controls/parse-number.ts'

export type NumericParameter = IntegerParameter | NumberParameter | PairParameter | ListParameter

/** A number, a pair or a list as the form writes it: `16`, `0.001`, `3 × 3`. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(' × ').replaceAll('-', '−')
  return typeof value === 'number' ? String(value).replace('-', '−') : ''
}

/** What was typed: a value, or what was expected instead. Of an expression also what it gives where it stands. */
export type Typed =
  | {
      readonly value: ParameterValue
      readonly computed?: Json
      /** What it gives here does not fit; elsewhere it may. */
      readonly doubt?: string
    }
  | { readonly expected: string }

/** What was typed into a field. Where there is a scope, names of it make an expression. */
export function parseTyped(parameter: NumericParameter, typed: string, scope: ExpressionScope | undefined): Typed {
  const plain = typed.trim().replaceAll('−', '-')
  const isList = parameter.kind === 'list'
  const isRow = isList || parameter.kind === 'pair'
  const texts = isRow ? plain.split(/\s*[×x,;]\s*|\s+/i) : [plain]
  const unit = 'unit' in parameter && parameter.unit !== undefined ? { unit: parameter.unit } : {}
  const form = { isInteger: parameter.kind !== 'number', ...unit }
  const values = (isList && plain === '' ? [] : texts).map(text => parseNumber(text, form))
  const isNumeric = values.every(value => !Number.isNaN(value))
  if (!isNumeric && scope !== undefined && plain !== '') return parseFormula(parameter, plain, scope)
  const [first, second] = values
  const value = isList || second !== undefined ? [...values] : first
  const result = parseValue(parameter, value)
  return 'expected' in result ? { expected: `Expected ${result.expected}.` } : result
}

/** An expression for any parameter, checked against the names that it can read, and computed. */
export function parseFormula(parameter: Parameter, typed: string, scope: ExpressionScope): Typed {
  const expression = typed.trim()
  const fault = expressionFault(expression, [...scope.keys()])
  if (fault !== undefined) return { expected: `${fault.message} ${fault.fix}` }
  const result = evaluate({ expression }, scope)
  if ('fault' in result) return { value: { expression }, doubt: `${result.fault.message} ${result.fault.fix}` }
  const computed = fitValue(result.value, parameter)
  const fit = parseValue(parameter, computed)
  if ('value' in fit) return { value: { expression }, computed: fit.value }
  return { value: { expression }, computed, doubt: `Here it gives ${resultText(computed)}; expected ${fit.expected}.` }
}

/** What an expression gives, as the form writes it. */
export function resultText(value: unknown): string {
  return typeof value === 'boolean' || typeof value === 'string' ? String(value) : valueText(value)
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
