import { unreachable } from '../../assert.ts'
import type { Json } from '../../json.ts'
import type { Parameter } from '../../parameters.ts'
import {
  constants,
  ExpressionError,
  parseExpression,
  unknownName,
  type BinaryOperator,
  type ExpressionFault,
  type ExpressionTree,
  type FunctionName,
  type ParsedExpression
} from './expression.ts'
import type { Expression } from '../drawing.ts'

/** The values of names, as parameters have them. */
export type ExpressionScope = ReadonlyMap<string, Json>

export type Evaluated = { readonly value: Json } | { readonly fault: ExpressionFault }

const parsed = new WeakMap<Expression, ParsedExpression>()

/** Computes an expression of a drawing; each is parsed once. */
export function evaluate(expression: Expression, scope: ExpressionScope): Evaluated {
  let known = parsed.get(expression)
  if (known === undefined) {
    known = parseExpression(expression.expression)
    parsed.set(expression, known)
  }
  return 'fault' in known ? known : evaluateTree(known.tree, scope)
}

/** Computes a tree. Comparisons give true or false, which count as 1 and 0; `&&`, `||` and `? :` compute only what they need. */
export function evaluateTree(tree: ExpressionTree, scope: ExpressionScope): Evaluated {
  try {
    return { value: compute(tree, scope) }
  } catch (error) {
    if (error instanceof ExpressionError) return { fault: error.fault }
    throw error
  }
}

function compute(tree: ExpressionTree, scope: ExpressionScope): Json {
  switch (tree.kind) {
    case 'number':
    case 'text':
      return tree.value
    case 'name':
      return valueOf(tree.name, tree.at, scope)
    case 'unary': {
      const operand = numberOf(tree.operand, scope)
      return tree.operator === '-' ? -operand : operand === 0
    }
    case 'binary':
      return computeBinary(tree, scope)
    case 'condition':
      return compute(numberOf(tree.condition, scope) !== 0 ? tree.yes : tree.no, scope)
    case 'call':
      return finite(functions[tree.name](...tree.operands.map(operand => numberOf(operand, scope))), tree.at)
    default:
      return unreachable(tree)
  }
}

const functions: Readonly<Record<FunctionName, (...numbers: number[]) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  abs: Math.abs,
  min: Math.min,
  max: Math.max
}

function valueOf(name: string, at: number, scope: ExpressionScope): Json {
  const value = scope.get(name) ?? constants.get(name)
  if (value !== undefined) return value
  throw new ExpressionError(unknownName(name, at, [...scope.keys()]))
}

function numberOf(tree: ExpressionTree, scope: ExpressionScope): number {
  const value = compute(tree, scope)
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  const message = `${textOf(value)} is not a number.`
  throw new ExpressionError({
    code: 'not-a-number',
    at: tree.at,
    message,
    fix: 'Compute with numbers; compare choices with == or !=.'
  })
}

function textOf(value: Json): string {
  return Array.isArray(value) ? value.join('×') : JSON.stringify(value)
}

function finite(value: number, at: number): number {
  if (Number.isFinite(value)) return value
  const message = `It gives ${value}.`
  throw new ExpressionError({ code: 'not-finite', at, message, fix: 'Keep what it divides by away from 0.' })
}

function computeBinary(tree: ExpressionTree & { readonly kind: 'binary' }, scope: ExpressionScope): number | boolean {
  const { operator, left, right, at } = tree
  if (operator === '&&') return numberOf(left, scope) !== 0 && numberOf(right, scope) !== 0
  if (operator === '||') return numberOf(left, scope) !== 0 || numberOf(right, scope) !== 0
  if (operator === '==') return isEqual(compute(left, scope), compute(right, scope))
  if (operator === '!=') return !isEqual(compute(left, scope), compute(right, scope))
  const result = calculate(operator, numberOf(left, scope), numberOf(right, scope))
  return typeof result === 'number' ? finite(result, at) : result
}

function isEqual(left: Json, right: Json): boolean {
  const plain = (value: Json): Json => (typeof value === 'boolean' ? Number(value) : value)
  return JSON.stringify(plain(left)) === JSON.stringify(plain(right))
}

function calculate(
  operator: Exclude<BinaryOperator, '&&' | '||' | '==' | '!='>,
  left: number,
  right: number
): number | boolean {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '%':
      return left % right
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    default:
      return unreachable(operator)
  }
}

/** An expression's value as the parameter takes it: true and false are 1 and 0 unless it is a toggle, or unknown. */
export function fitValue(value: Json, parameter: Parameter | undefined): Json {
  if (parameter === undefined) return value
  if (parameter.kind === 'toggle') return typeof value === 'number' ? value !== 0 : value
  return typeof value === 'boolean' ? Number(value) : value
}
