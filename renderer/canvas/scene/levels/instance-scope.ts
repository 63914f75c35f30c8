import type { Document } from '../../../../core/document/records.ts'
import type { GraphNode, NodeId } from '../../../../core/graph/drawing.ts'
import type { ExpressionScope } from '../../../../core/graph/expressions/evaluate.ts'
import { argumentsOf, isPresent, repeatCount } from '../../../../core/graph/resolve.ts'
import { settingsOf } from '../../../../core/graph/shared-weights.ts'
import { nodeOfStep, pathKey, repeatOfStep, stepInto, type Unfolded } from '../../graph-position.ts'

/** One repeat of a block. */
export interface Repeat {
  /** From the graph around it into its inside, as paths have it. */
  readonly step: NodeId
  /** From 1. */
  readonly index: number
}

/** What does not work out is told elsewhere. */
const tell = (): void => undefined

/** The values that expressions in the graph at the end of a path read; none in the root graph. */
export function scopeAt(document: Document, path: readonly NodeId[]): ExpressionScope {
  return path.reduce<ExpressionScope>((around, step) => {
    const node = document.nodes[nodeOfStep(step)]
    return node === undefined ? around : scopeInside(document, node, around, repeatOfStep(step))
  }, new Map())
}

/** The names that expressions inside a block's instance read, in one repeat; without its number, in the first. */
export function scopeInside(
  document: Document,
  node: GraphNode,
  around: ExpressionScope,
  repeat?: number
): ExpressionScope {
  const block = node.block === undefined ? undefined : document.blocks[node.block]
  if (block === undefined) return around
  const index = repeat ?? firstIndex(node, around)
  const names = node.repeat === undefined ? around : new Map([...around, ['index', index]])
  return new Map([
    ...argumentsOf(settingsOf(node, document.nodes), block, names, { path: node.name }, tell),
    ['index', index]
  ])
}

/** The repeats of a block's instance in their order; one that its `when` leaves out is none of them. */
export function repeatsOf(document: Document, block: readonly NodeId[]): readonly Repeat[] {
  const node = document.nodes[block.at(-1) ?? '']
  if (node === undefined) return []
  const indices = node.repeat === undefined ? [] : indicesOf(node, scopeAt(document, block.slice(0, -1)))
  const [first = 1, ...others] = indices
  return [{ step: node.id, index: first }, ...others.map(index => ({ step: stepInto(node.id, index), index }))]
}

/** Those of a block's repeats that are drawn while it is unfolded. */
export function shownRepeats(document: Document, unfolded: Unfolded, block: readonly NodeId[]): readonly Repeat[] {
  const repeats = repeatsOf(document, block)
  return unfolded.get(pathKey(block)) === 'all' ? repeats : repeats.slice(0, 1)
}

function indicesOf(node: GraphNode, names: ExpressionScope): readonly number[] {
  const position = { path: node.name }
  const all = Array.from({ length: repeatCount(node, names, position, tell) }, (_, index) => index + 1)
  return all.filter(index => isPresent(node, new Map([...names, ['index', index]]), position, tell))
}

function firstIndex(node: GraphNode, names: ExpressionScope): number {
  return node.repeat === undefined || node.when === undefined ? 1 : (indicesOf(node, names)[0] ?? 1)
}
