import { unreachable } from '../assert.ts'
import type { Json } from '../json.ts'
import type { Expression, ParameterValue } from './drawing.ts'
import { evaluateTree } from './expressions/evaluate.ts'
import { expressionText } from './expressions/expression-text.ts'
import { constants, freeNames, parseExpression, type ExpressionTree } from './expressions/expression.ts'
import { isExpression } from './resolve.ts'

/** What names stand for: values, or expressions over other names. */
export type Substitution = ReadonlyMap<string, ParameterValue>

interface Names {
  readonly values: ReadonlyMap<string, Json>
  readonly trees: ReadonlyMap<string, ExpressionTree>
}

/** A value that an expression can not hold, such as a pair. It stands for itself, and for what a choice comes to. */
interface Fixed {
  readonly kind: 'fixed'
  readonly value: Json
}

/** Ends a substitution that puts such a value into the middle of an expression. */
class Misfit extends Error {}

/**
 * The expression with its names put in: a value where nothing is left to compute, else an expression over the names that
 * are left. One that does not parse or compute stays as it is. Undefined where a value has no place in an expression,
 * such as a pair in the middle of one.
 */
export function substitute(expression: Expression, substitution: Substitution): ParameterValue | undefined {
  const parsed = parseExpression(expression.expression)
  if ('fault' in parsed) return expression
  const free = freeNames(parsed.tree)
  if (free.length > 0 && !free.some(({ name }) => substitution.has(name))) return expression
  try {
    const part = simplify(parsed.tree, namesOf(substitution))
    if (part.kind === 'fixed') return part.value
    const result = freeNames(part).length === 0 ? evaluateTree(part, new Map()) : undefined
    if (result !== undefined && 'value' in result) return result.value
    const text = expressionText(part)
    // A text with both kinds of quotes can not be written.
    return 'tree' in parseExpression(text) ? { expression: text } : undefined
  } catch (error) {
    if (error instanceof Misfit) return undefined
    throw error
  }
}

function namesOf(substitution: Substitution): Names {
  const values = new Map<string, Json>()
  const trees = new Map<string, ExpressionTree>()
  for (const [name, value] of substitution) {
    if (!isExpression(value)) {
      values.set(name, value)
      continue
    }
    const parsed = parseExpression(value.expression)
    // What can not be read keeps its name, which then says that it is unknown.
    if ('tree' in parsed) trees.set(name, parsed.tree)
  }
  return { values, trees }
}

function simplify(tree: ExpressionTree, names: Names): ExpressionTree | Fixed {
  if (freeNames(tree).every(({ name }) => names.values.has(name))) {
    const result = evaluateTree(tree, names.values)
    if ('value' in result) return literalOf(result.value, tree.at)
  }
  const part = (inner: ExpressionTree): ExpressionTree => {
    const simple = simplify(inner, names)
    if (simple.kind === 'fixed') throw new Misfit()
    return simple
  }
  switch (tree.kind) {
    case 'number':
    case 'text':
      return tree
    case 'name':
      return names.trees.get(tree.name) ?? tree
    case 'unary':
      return { ...tree, operand: part(tree.operand) }
    case 'binary':
      return simplifyBinary({ ...tree, left: part(tree.left), right: part(tree.right) })
    case 'condition': {
      const condition = part(tree.condition)
      const decided = freeNames(condition).length === 0 ? evaluateTree(condition, new Map()) : undefined
      if (decided !== undefined && 'value' in decided && typeof decided.value !== 'string') {
        return simplify(isYes(decided.value) ? tree.yes : tree.no, names)
      }
      return { ...tree, condition, yes: part(tree.yes), no: part(tree.no) }
    }
    case 'call':
      return { ...tree, operands: tree.operands.map(part) }
    default:
      return unreachable(tree)
  }
}

/** `index == 1 && wide` with the index 1 is `wide`, and false with another. */
function simplifyBinary(tree: ExpressionTree & { readonly kind: 'binary' }): ExpressionTree {
  const { operator, left, right, at } = tree
  if (operator !== '&&' && operator !== '||') return tree
  for (const [known, other] of [
    [left, right],
    [right, left]
  ] as const) {
    const isKnown = known.kind === 'number' || (known.kind === 'name' && constants.has(known.name))
    if (!isKnown) continue
    const isTrue = known.kind === 'number' ? known.value !== 0 : constants.get(known.name) === true
    if (isTrue === (operator === '||')) return { kind: 'name', name: String(isTrue), at }
    if (isCondition(other)) return other
  }
  return tree
}

/** Gives true or false rather than a number that counts as one of them. */
function isCondition(tree: ExpressionTree): boolean {
  const operators = ['||', '&&', '==', '!=', '<', '<=', '>', '>=']
  return (
    (tree.kind === 'unary' && tree.operator === '!') || (tree.kind === 'binary' && operators.includes(tree.operator))
  )
}

function isYes(value: Json): boolean {
  return value !== 0 && value !== false
}

function literalOf(value: Json, at: number): ExpressionTree | Fixed {
  if (typeof value === 'number') return { kind: 'number', value, at }
  if (typeof value === 'boolean') return { kind: 'name', name: String(value), at }
  return typeof value === 'string' ? { kind: 'text', value, at } : { kind: 'fixed', value }
}

const wordPattern = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|'[^']*'|"[^"]*"|[A-Za-z_][A-Za-z0-9_]*(?!\s*\(|[A-Za-z0-9_])/g

/** The expression as it was written, with one name in place of another. */
export function renameInExpression({ expression }: Expression, from: string, to: string): Expression {
  return { expression: expression.replace(wordPattern, word => (word === from ? to : word)) }
}
