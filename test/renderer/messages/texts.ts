import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'svelte/compiler'

/** Any node of the tree that Svelte's parser makes of a component or of plain code. */
export interface SyntaxNode {
  readonly type: string
  readonly [key: string]: unknown
}

/** The files of the window that may hold texts for people: all but the catalogue itself. */
export function sourceFiles(): readonly string[] {
  return readdirSync('renderer', { recursive: true, encoding: 'utf8' })
    .filter(file => /\.(svelte|ts)$/.test(file) && !/^messages[\\/]/.test(file))
    .map(file => join('renderer', file))
}

/** Components as they are; plain code as the script of a component, so that one parser reads both. */
export function parseSource(file: string): SyntaxNode {
  const text = readFileSync(file, 'utf8')
  const source = file.endsWith('.svelte') ? text : `<script lang="ts">\n${text}\n</script>`
  return parse(source, { modern: true, filename: file }) as unknown as SyntaxNode
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** Each node of a tree with those around it, the nearest first. */
export function* walk(
  node: SyntaxNode,
  around: readonly SyntaxNode[] = []
): Generator<{ readonly node: SyntaxNode; readonly around: readonly SyntaxNode[] }> {
  yield { node, around }
  const inside = [node, ...around]
  for (const [key, value] of Object.entries(node)) {
    // Types and comments are for us, and styles for the eye.
    if (key === 'css' || key === 'leadingComments' || key === 'trailingComments' || key === 'comments') continue
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child) && !child.type.startsWith('TS')) yield* walk(child, inside)
      // `value as Type` and `value satisfies Type` hold a value.
      else if (isNode(child) && isNode(child['expression'])) yield* walk(child['expression'], inside)
    }
  }
}
