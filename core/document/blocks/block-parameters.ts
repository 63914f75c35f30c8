import type { BlockId, BlockParameter, GraphNode, NodeId } from '../../graph/drawing.ts'
import { graphOf } from '../../graph/graph.ts'
import { uniqueName } from '../../graph/names.ts'
import { isExpression } from '../../graph/resolve.ts'
import { renameInExpression, substitute } from '../../graph/substitute.ts'
import type { PlainParameter } from '../../parameters.ts'
import type { Draft } from '../draft.ts'
import type { Document } from '../records.ts'
import { instancesOf } from '../usages.ts'
import { namesAround, rewriteNode } from './node-expressions.ts'

/** Words that an expression reads as something else than a parameter. */
const reserved = new Set(['index', 'true', 'false', 'floor', 'ceil', 'round', 'abs', 'min', 'max'])

/** The nearest name that a parameter can have to what was typed: letters and digits in one word, as in `kernelSize`. */
export function parameterName(typed: string): string | undefined {
  const words = typed
    .trim()
    .split(/[^A-Za-z0-9_]+/)
    .filter(Boolean)
  const name = words
    .map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join('')
    .replace(/^[^A-Za-z]+/, '')
    .slice(0, 64)
  return name === '' ? undefined : name
}

/** The name, made free with a number where another parameter has it or it means something in expressions. */
export function freeParameterName({ blocks }: Document, block: BlockId, wanted: string, self?: string): string {
  const names = new Set(blocks[block]?.parameters.map(({ name }) => name).filter(name => name !== self))
  return uniqueName(wanted, name => names.has(name) || reserved.has(name))
}

/** The nodes inside a block whose expressions read a parameter of it. */
export function readersOf(document: Document, block: BlockId, parameter: string): readonly GraphNode[] {
  const graph = document.blocks[block]?.graph
  if (graph === undefined) return []
  return [...graphOf(document, graph).nodes.values()].filter(node => namesAround(node).has(parameter))
}

export function addParameter(draft: Draft, block: BlockId, { name, parameter }: BlockParameter): string {
  const free = freeParameterName(draft.document, block, name)
  const parameters = draft.document.blocks[block]?.parameters ?? []
  draft.updateBlock(block, { parameters: [...parameters, { name: free, parameter }] })
  return free
}

/** Sets what a parameter is. Arguments stay; one that no longer fits is told where it is given. */
export function setParameter(draft: Draft, block: BlockId, name: string, parameter: PlainParameter): void {
  const parameters = draft.document.blocks[block]?.parameters ?? []
  draft.updateBlock(block, {
    parameters: parameters.map(each => (each.name === name ? { name, parameter } : each))
  })
}

/** Renames a parameter; the expressions inside and the arguments of the instances follow. Returns the name that it got. */
export function renameParameter(draft: Draft, block: BlockId, from: string, wanted: string): string {
  const to = freeParameterName(draft.document, block, wanted, from)
  const before = draft.document.blocks[block]?.parameters ?? []
  const own = before.find(({ name }) => name === from)
  if (to === from || own === undefined) return from
  for (const node of readersOf(draft.document, block, from)) {
    rewrite(draft, node, expression => renameInExpression(expression, from, to))
  }
  draft.updateBlock(block, { parameters: [...before, { ...own, name: to }] })
  for (const { id, parameters } of instancesOf(draft.document, block)) {
    const value = Object.hasOwn(parameters, from) ? parameters[from] : undefined
    if (value !== undefined) draft.setParameters(id, { [from]: undefined, [to]: value })
  }
  draft.updateBlock(block, { parameters: before.map(each => (each.name === from ? { ...each, name: to } : each)) })
  return to
}

/** Takes a parameter away, with the arguments for it. What reads it inside gets its default put in. */
export function removeParameter(draft: Draft, block: BlockId, name: string): void {
  const parameters = draft.document.blocks[block]?.parameters ?? []
  const own = parameters.find(each => each.name === name)
  if (own === undefined) return
  const values = new Map([[name, own.parameter.default]])
  for (const node of readersOf(draft.document, block, name)) {
    rewrite(draft, node, expression => substitute(expression, values) ?? expression)
  }
  draft.updateBlock(block, { parameters: parameters.filter(each => each.name !== name) })
}

/** Puts a parameter at another place of the form. */
export function moveParameter(draft: Draft, block: BlockId, name: string, to: number): void {
  const parameters = draft.document.blocks[block]?.parameters ?? []
  const own = parameters.find(each => each.name === name)
  if (own === undefined) return
  const others = parameters.filter(each => each.name !== name)
  draft.updateBlock(block, { parameters: [...others.slice(0, to), own, ...others.slice(to)] })
}

/** Makes a parameter of the block around out of a value of a node inside, which reads it from then on. */
export function promote(draft: Draft, node: NodeId, { name, parameter }: BlockParameter): string | undefined {
  const record = draft.document.nodes[node]
  const block = Object.values(draft.document.blocks).find(each => each.graph === record?.graph)
  if (record === undefined || block === undefined) return undefined
  const { visible: _, ...plain } = parameter
  const free = addParameter(draft, block.id, { name, parameter: plain })
  draft.setParameters(node, { [name]: { expression: free } })
  return free
}

function rewrite(draft: Draft, node: GraphNode, change: Parameters<typeof rewriteNode>[1]): void {
  const next = rewriteNode(node, change)
  draft.setParameters(
    node.id,
    Object.fromEntries(Object.entries(next.parameters).filter(([name]) => isExpression(node.parameters[name])))
  )
  if (node.repeat !== undefined) draft.setRepeat(node.id, next.repeat)
  if (node.when !== undefined) draft.setWhen(node.id, next.when)
}
