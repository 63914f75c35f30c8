import type { Document } from '../../core/document/records.ts'
import type { GraphId, NodeId } from '../../core/graph/drawing.ts'

/** A graph where it stands: the root, or a block's inside one of its instances. */
export interface GraphPosition {
  readonly graph: GraphId
  /** The block instances from the root graph down to it; of repeated ones the first repeat, or the one of `n4[3]`. */
  readonly path: readonly NodeId[]
}

/** How many repeats of an unfolded block are drawn. */
export type RepeatsShown = 'first' | 'all'

/** The block instances that are drawn with what is inside them, each by the ids on the way down to it: `n4/n2`. */
export type Unfolded = ReadonlyMap<string, RepeatsShown>

/**
 * The node that a step of a path leads into. A step may name one repeat of a repeated block, `n4[3]`, as the keys of a
 * network do; without one it leads into the first.
 */
export function nodeOfStep(step: NodeId): NodeId {
  return step.replace(repeatMark, '')
}

/** Undefined for the first repeat, or the only one. */
export function repeatOfStep(step: NodeId): number | undefined {
  const [, repeat] = repeatMark.exec(step) ?? []
  return repeat === undefined ? undefined : Number(repeat)
}

export function stepInto(node: NodeId, repeat: number | undefined): NodeId {
  return repeat === undefined ? node : `${node}[${repeat}]`
}

const repeatMark = /\[(\d+)\]$/

/** As far down as the path's instances still stand in each other. */
export function positionAt(document: Document, path: readonly NodeId[]): GraphPosition {
  let graph = document.root
  for (const [depth, step] of path.entries()) {
    const node = document.nodes[nodeOfStep(step)]
    const inside = node?.block === undefined ? undefined : document.blocks[node.block]?.graph
    if (node?.graph !== graph || inside === undefined) return { graph, path: path.slice(0, depth) }
    graph = inside
  }
  return { graph, path }
}

export function isSamePath(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  return a.length === b.length && a.every((id, depth) => id === b[depth])
}

/** Whether a path leads into what is at the other one, or is it. */
export function isWithin(path: readonly NodeId[], outer: readonly NodeId[]): boolean {
  return outer.every((id, depth) => id === path[depth])
}

/** Whether the graph at a path is drawn: every instance on the way down to it from the shown graph is unfolded. */
export function isSeen(path: readonly NodeId[], shown: readonly NodeId[], unfolded: Unfolded): boolean {
  return isWithin(path, shown) && path.every((_, depth) => depth < shown.length || isOpenAt(path, depth, unfolded))
}

/** Whether the instance at a depth of a path is unfolded, with the repeat that the path leads into. */
export function isOpenAt(path: readonly NodeId[], depth: number, unfolded: Unfolded): boolean {
  const repeats = unfolded.get(pathKey(instanceAt(path.slice(0, depth + 1))))
  return repeats === 'all' || (repeats === 'first' && repeatOfStep(path[depth] ?? '') === undefined)
}

/** The instance whose inside is at a path, whichever repeat of it is meant. */
export function instanceAt(path: readonly NodeId[]): readonly NodeId[] {
  return path.map((step, depth) => (depth === path.length - 1 ? nodeOfStep(step) : step))
}

/** How an instance is named in a set of paths. */
export function pathKey(path: readonly NodeId[]): string {
  return path.join('/')
}
