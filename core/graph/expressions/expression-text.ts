import { unreachable } from '../../assert.ts'
import { levels, type ExpressionTree } from './expression.ts'

/** How strongly the parts of an expression hold together: a choice least, then the operators, a sign, a value. */
const choice = 0
const sign = levels.length + 1
const value = levels.length + 2

/** A tree as text again, with no more parentheses than it needs. */
export function expressionText(tree: ExpressionTree): string {
  switch (tree.kind) {
    case 'number':
      return String(tree.value)
    case 'text':
      return tree.value.includes("'") ? `"${tree.value}"` : `'${tree.value}'`
    case 'name':
      return tree.name
    case 'unary':
      return tree.operator + within(tree.operand, sign)
    case 'binary': {
      const level = strengthOf(tree)
      return `${within(tree.left, level)} ${tree.operator} ${within(tree.right, level + 1)}`
    }
    case 'condition':
      return `${within(tree.condition, choice + 1)} ? ${within(tree.yes, choice)} : ${within(tree.no, choice)}`
    case 'call':
      return `${tree.name}(${tree.operands.map(expressionText).join(', ')})`
    default:
      return unreachable(tree)
  }
}

function within(tree: ExpressionTree, least: number): string {
  const text = expressionText(tree)
  return strengthOf(tree) < least ? `(${text})` : text
}

function strengthOf(tree: ExpressionTree): number {
  switch (tree.kind) {
    case 'condition':
      return choice
    case 'binary':
      return levels.findIndex(operators => operators.some(operator => operator === tree.operator)) + 1
    case 'unary':
      return sign
    case 'number':
      return tree.value < 0 ? sign : value
    default:
      return value
  }
}
