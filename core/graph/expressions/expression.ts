/** A parsed expression. `at` is the offset of the part in the text, for messages. */
export type ExpressionTree =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: ExpressionTree; readonly at: number }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: ExpressionTree
      readonly right: ExpressionTree
      readonly at: number
    }
  | {
      readonly kind: 'condition'
      readonly condition: ExpressionTree
      readonly yes: ExpressionTree
      readonly no: ExpressionTree
      readonly at: number
    }
  | {
      readonly kind: 'call'
      readonly name: FunctionName
      readonly operands: readonly ExpressionTree[]
      readonly at: number
    }

export type UnaryOperator = '-' | '!'
export type BinaryOperator = (typeof levels)[number][number]
export type FunctionName = keyof typeof operandCounts

/** What is wrong with an expression, and where in its text. */
export interface ExpressionFault {
  readonly code: 'syntax' | 'unknown-name' | 'not-a-number' | 'not-finite'
  readonly at: number
  /** A sentence without the expression itself. */
  readonly message: string
  readonly fix: string
}

export type ParsedExpression = { readonly tree: ExpressionTree } | { readonly fault: ExpressionFault }

/** Binary operators by how strongly they bind, the weakest first. */
export const levels = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>='], ['+', '-'], ['*', '/', '%']] as const

/** The least and the most operands of each function. */
const operandCounts = {
  floor: [1, 1],
  ceil: [1, 1],
  round: [1, 1],
  abs: [1, 1],
  min: [1, Infinity],
  max: [1, Infinity]
} as const

const functionList = Object.keys(operandCounts).join(', ')
const maxLength = 500

/** `end` stands for the end of the text, so that the parser never runs out of tokens. */
interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end'
  readonly text: string
  readonly at: number
}

const tokenPattern =
  /\s*(?:(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<text>'[^']*'|"[^"]*")|(?<sign>\|\||&&|[=!<>]=|[-+*/%<>!?:(),]))/y

/** How parsing and computing stop at a fault; it never leaves them. */
export class ExpressionError extends Error {
  constructor(readonly fault: ExpressionFault) {
    super(fault.message)
  }
}

function fail(at: number, message: string, fix: string): never {
  throw new ExpressionError({ code: 'syntax', at, message, fix })
}

/**
 * Parses a block parameter's expression: numbers, names, `+ - * / %`, comparisons, `&& || !`, `? :`, parentheses,
 * texts in quotes to compare choices with, and floor, ceil, round, abs, min, max.
 */
export function parseExpression(text: string): ParsedExpression {
  try {
    if (text.length > maxLength) {
      fail(maxLength, `It is ${text.length} characters long.`, `Shorten it to at most ${maxLength} characters.`)
    }
    return { tree: parseTokens(tokensOf(text)) }
  } catch (error) {
    if (error instanceof ExpressionError) return { fault: error.fault }
    throw error
  }
}

/** The names that an expression's text mentions; those of one with a fault too. */
export function namesIn(text: string): readonly string[] {
  const known = namesByText.get(text)
  if (known !== undefined) return known
  const names = [...text.replace(/'[^']*'|"[^"]*"/g, '').matchAll(/[A-Za-z_][A-Za-z0-9_]*/g)].map(([name]) => name)
  if (namesByText.size >= 10_000) namesByText.clear()
  namesByText.set(text, names)
  return names
}

const namesByText = new Map<string, readonly string[]>()

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  const end = text.trimEnd().length
  let at = 0
  while (at < end) {
    tokenPattern.lastIndex = at
    const match = tokenPattern.exec(text)
    if (match?.groups === undefined) {
      at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0
      const character = text.charAt(at)
      const fix =
        character === '='
          ? 'Compare with "==".'
          : 'Use numbers, names, + - * / % < <= > >= == != && || ! ? : and parentheses.'
      fail(at, `"${character}" has no meaning here.`, fix)
    }
    at = tokenPattern.lastIndex
    for (const kind of ['number', 'name', 'text', 'sign'] as const) {
      const found = match.groups[kind]
      if (found !== undefined) tokens.push({ kind, text: found, at: at - found.length })
    }
  }
  return [...tokens, { kind: 'end', text: '', at: end }]
}

function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(operandCounts, name)
}

function parseTokens(tokens: readonly Token[]): ExpressionTree {
  let next = 0
  const end = tokens.at(-1) ?? { kind: 'end', text: '', at: 0 }
  const peek = (): Token => tokens[next] ?? end
  const isSign = (text: string): boolean => peek().kind === 'sign' && peek().text === text

  function take(): Token {
    const token = peek()
    next += 1
    return token
  }
  function expect(sign: string, purpose: string): void {
    if (!isSign(sign))
      fail(peek().at, `Expected "${sign}" ${purpose}, found ${nameOf(peek())}.`, `Put "${sign}" there.`)
    next += 1
  }

  function parseCondition(): ExpressionTree {
    const condition = parseLevel(0)
    if (!isSign('?')) return condition
    const { at } = take()
    const yes = parseCondition()
    expect(':', 'between the two values of a choice')
    return { kind: 'condition', condition, yes, no: parseCondition(), at }
  }
  function parseLevel(level: number): ExpressionTree {
    const operators = levels[level]
    if (operators === undefined) return parseUnary()
    let left = parseLevel(level + 1)
    for (;;) {
      const operator = operators.find(isSign)
      if (operator === undefined) return left
      const { at } = take()
      left = { kind: 'binary', operator, left, right: parseLevel(level + 1), at }
    }
  }
  function parseUnary(): ExpressionTree {
    const operator = (['-', '!'] as const).find(isSign)
    if (operator === undefined) return parseValue()
    const { at } = take()
    return { kind: 'unary', operator, operand: parseUnary(), at }
  }
  function parseValue(): ExpressionTree {
    const token = take()
    const { kind, text, at } = token
    if (kind === 'number') return { kind, value: Number(text), at }
    if (kind === 'text') return { kind, value: text.slice(1, -1), at }
    if (kind === 'name') return isSign('(') ? parseCall(token) : { kind, name: text, at }
    if (text !== '(')
      fail(at, `Expected a value, found ${nameOf(token)}.`, 'Put a number, a name or a parenthesis there.')
    const inside = parseCondition()
    expect(')', 'to close the parenthesis')
    return inside
  }
  function parseCall({ text: name, at }: Token): ExpressionTree {
    if (!isFunction(name)) fail(at, `There is no function "${name}".`, `Use one of ${functionList}.`)
    expect('(', 'before the values of a function')
    const operands = [parseCondition()]
    while (isSign(',')) {
      next += 1
      operands.push(parseCondition())
    }
    expect(')', 'to close the parenthesis')
    if (operands.length > operandCounts[name][1])
      fail(at, `${name} takes 1 value, received ${operands.length}.`, 'Take out the others.')
    return { kind: 'call', name, operands, at }
  }

  const tree = parseCondition()
  if (peek().kind !== 'end')
    fail(peek().at, `Expected the end, found ${nameOf(peek())}.`, 'Put an operator before it, or take it out.')
  return tree
}

function nameOf({ kind, text }: Token): string {
  return kind === 'end' ? 'the end' : `"${text}"`
}

/** The names that an expression reads, in the order in which they stand, each where it stands first. */
export function freeNames(tree: ExpressionTree): readonly { readonly name: string; readonly at: number }[] {
  const positions = new Map<string, number>()
  const visit = (part: ExpressionTree): void => {
    if (part.kind === 'name' && !constants.has(part.name) && !positions.has(part.name))
      positions.set(part.name, part.at)
    partsOf(part).forEach(visit)
  }
  visit(tree)
  return [...positions].map(([name, at]) => ({ name, at }))
}

export function unknownName(name: string, at: number, known: readonly string[]): ExpressionFault {
  const fix = known.length === 0 ? 'Use numbers only: there is no block around it.' : `Use one of ${known.join(', ')}.`
  return { code: 'unknown-name', at, message: `There is no parameter "${name}".`, fix }
}

/** Words that mean the same in every expression. */
export const constants: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false]
])

function partsOf(tree: ExpressionTree): readonly ExpressionTree[] {
  switch (tree.kind) {
    case 'number':
    case 'text':
    case 'name':
      return []
    case 'unary':
      return [tree.operand]
    case 'binary':
      return [tree.left, tree.right]
    case 'condition':
      return [tree.condition, tree.yes, tree.no]
    case 'call':
      return tree.operands
  }
}
