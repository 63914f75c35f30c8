import type { Document } from '../../core/document/records.ts'
import type { GraphId, NodeId } from '../../core/graph/drawing.ts'

/** A graph where it stands: the root, or a block's inside one of its instances. */
export interface GraphPlace {
  readonly graph: GraphId
  /** The block instances from the root graph down to it. */
  readonly path: readonly NodeId[]
}

/** As far down as the path's instances still stand in each other. */
export function placeAt(document: Document, path: readonly NodeId[]): GraphPlace {
  let graph = document.root
  for (const [depth, id] of path.entries()) {
    const node = document.nodes[id]
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
export function isSeen(path: readonly NodeId[], shown: readonly NodeId[], unfolded: ReadonlySet<string>): boolean {
  if (!isWithin(path, shown)) return false
  return path.every((_, depth) => depth < shown.length || unfolded.has(pathKey(path.slice(0, depth + 1))))
}

/** How an instance is named in a set of paths. */
export function pathKey(path: readonly NodeId[]): string {
  return path.join('/')
}
