import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { catalogueFor } from '../../../renderer/messages/catalogue.ts'
import { english } from '../../../renderer/messages/english.ts'
import { parseSource, sourceFiles, walk, type SyntaxNode } from './texts.ts'

const sources = sourceFiles().map(file => ({ file, tree: parseSource(file) }))

/** What people read or hear, as an attribute of an element or of one of our components. */
const readAttributes =
  /^(aria-label|aria-description|aria-roledescription|aria-valuetext|title|alt|placeholder|label|text|prompt|note|confirm)$/
/** The same, as a field of a value: of a toast, a question, a step of the history, a command. */
const readFields = /^(label|text|title|detail|summary|note|confirm|placeholder|reason|fix|row)$/
/** Functions whose first value is read: steps of the history, toasts, failures. */
const readCalls = /^(edit|editGraph|beginGesture|announce|attempt)$/

const isWords = (text: unknown): text is string => typeof text === 'string' && /\p{L}{2,}/u.test(text)

/** What stands in braces here is for the program, or looked at above. */
const directives: ReadonlySet<string> = new Set(['Attribute', 'StyleDirective', 'ClassDirective', 'BindDirective'])

/** A word of the program rather than of people: a key, a color, an identifier. */
const isName = (text: string): boolean => /^[a-z][\w.$-]*$/i.test(text) && !/^[A-Z][a-z]+$/.test(text)

function literalText(node: SyntaxNode | undefined): string | undefined {
  if (node?.type === 'Literal' && isWords(node['value'])) return node['value']
  if (node?.type !== 'TemplateLiteral') return undefined
  const parts = (node['quasis'] as readonly { readonly value: { readonly cooked: string } }[]).map(
    each => each.value.cooked
  )
  return parts.find(isWords)
}

/** Values that an expression may have: both of `a ? 'b' : 'c'`, and of `a ?? 'b'`. */
function* outcomes(node: SyntaxNode | undefined): Generator<SyntaxNode> {
  if (node === undefined) return
  if (node.type === 'ConditionalExpression') {
    yield* outcomes(node['consequent'] as SyntaxNode)
    yield* outcomes(node['alternate'] as SyntaxNode)
  } else if (node.type === 'LogicalExpression') {
    yield* outcomes(node['left'] as SyntaxNode)
    yield* outcomes(node['right'] as SyntaxNode)
  } else yield node
}

function nameOf(node: SyntaxNode | undefined): string {
  return typeof node?.['name'] === 'string' ? node['name'] : ''
}

/** The texts in a place where people read, written there instead of in the catalogue. */
function* textsIn(tree: SyntaxNode): Generator<string> {
  for (const { node, around } of walk(tree)) {
    switch (node.type) {
      case 'Text':
        if (!directives.has(around[0]?.type ?? '') && isWords(node['data'])) yield node['data'].trim()
        break
      case 'Attribute':
        if (readAttributes.test(nameOf(node))) yield* attributeTexts(node['value'])
        break
      case 'ExpressionTag':
        if (!directives.has(around[0]?.type ?? '')) yield* expressionTexts(node['expression'] as SyntaxNode)
        break
      case 'Property':
        if (readFields.test(nameOf(node['key'] as SyntaxNode))) yield* expressionTexts(node['value'] as SyntaxNode)
        break
      case 'CallExpression': {
        const callee = node['callee'] as SyntaxNode
        const called = nameOf(callee) || nameOf(callee['property'] as SyntaxNode)
        const given = node['arguments'] as readonly SyntaxNode[]
        if (readCalls.test(called)) for (const each of given.slice(0, 2)) yield* expressionTexts(each)
      }
    }
  }
}

function* attributeTexts(value: unknown): Generator<string> {
  for (const part of Array.isArray(value) ? (value as SyntaxNode[]) : [value as SyntaxNode]) {
    if (part.type === 'Text' && isWords(part['data'])) yield part['data']
    if (part.type === 'ExpressionTag') yield* expressionTexts(part['expression'] as SyntaxNode)
  }
}

function* expressionTexts(expression: SyntaxNode): Generator<string> {
  for (const each of outcomes(expression)) {
    const text = literalText(each)
    if (text !== undefined && !isName(text)) yield text
  }
}

it('holds every text of the window', () => {
  const found = sources.flatMap(({ file, tree }) => [...textsIn(tree)].map(text => `${file}: ${text}`))
  expect(found).toEqual([])
})

it('finds a text wherever a component or its code could hide one', () => {
  const hidden = {
    type: 'Fragment',
    nodes: [
      { type: 'Text', data: 'Hello there' },
      { type: 'Attribute', name: 'aria-label', value: [{ type: 'Text', data: 'Close' }] },
      { type: 'Attribute', name: 'class', value: [{ type: 'Text', data: 'button' }] },
      { type: 'Property', key: { type: 'Identifier', name: 'title' }, value: { type: 'Literal', value: 'Saved' } }
    ]
  }
  expect([...textsIn(hidden)]).toEqual(['Hello there', 'Close', 'Saved'])
})

it('holds no text that nothing shows', () => {
  const literals = new Set<string>()
  const patterns: RegExp[] = []
  for (const { tree } of sources.concat(sourcesOfMessages())) {
    for (const { node, around } of walk(tree)) {
      const isKey = around[0]?.['key'] === node
      if (node.type === 'Literal' && typeof node['value'] === 'string' && !isKey) literals.add(node['value'])
      if (node.type !== 'TemplateLiteral') continue
      const parts = (node['quasis'] as readonly { readonly value: { readonly cooked: string } }[]).map(
        ({ value }) => value.cooked
      )
      if (parts[0]?.includes('/')) patterns.push(new RegExp(`^${parts.map(escaped).join('[^/]+')}$`))
    }
  }
  const unused = Object.keys(english).filter(key => !literals.has(key) && !patterns.some(each => each.test(key)))
  expect(unused).toEqual([])
})

/** The catalogue's own helpers show texts too; in its tables of texts, the names of texts are keys. */
function sourcesOfMessages() {
  const names = readdirSync('renderer/messages', { recursive: true, encoding: 'utf8' })
  return names
    .filter(name => name.endsWith('.ts'))
    .map(name => {
      const file = `renderer/messages/${name}`
      return { file, tree: parseSource(file) }
    })
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

it('speaks the first language that a person prefers and that there is, and English where a text is missing', () => {
  const known = { en: english, de: { 'dialog/cancel': 'Abbrechen' }, 'pt-BR': { 'dialog/cancel': 'Cancelar' } } as const
  const spoken = (...preferred: readonly string[]) => {
    const { language, texts } = catalogueFor(preferred, known)
    return [language, texts['dialog/cancel'], texts['dialog/close']]
  }
  expect(spoken('fr-CA', 'de-AT', 'en')).toEqual(['de', 'Abbrechen', 'Close'])
  expect(spoken('pt-BR')).toEqual(['pt-BR', 'Cancelar', 'Close'])
  expect(spoken('ja')).toEqual(['en', 'Cancel', 'Close'])
})
