import type { GraphNode } from '../graph/drawing.ts'
import { defaultsOf } from '../parameters.ts'
import { zoo } from './catalogue.ts'

/** What the networks of the zoo are made of, each network counted once. */
interface LayerUsage {
  /** By kind, how many networks have a node of each other kind directly after it. */
  readonly following: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly uses: ReadonlyMap<string, number>
}

let known: LayerUsage | undefined

/** What tells kinds of nodes apart: the layer's type, or the block that an instance follows. */
export function kindOf({ type, block }: Pick<GraphNode, 'type' | 'block'>): string {
  return block === undefined ? type : `block ${block}`
}

/** In how many networks of the zoo the one kind follows the other directly. */
export function followingCount(kind: string, following: string): number {
  return layerUsage().following.get(kind)?.get(following) ?? 0
}

/** In how many networks of the zoo there is a node of this kind. */
export function useCount(kind: string): number {
  return layerUsage().uses.get(kind) ?? 0
}

/** All of the zoo is drawn once, when somebody asks: some 40 ms. */
function layerUsage(): LayerUsage {
  if (known !== undefined) return known
  const following = new Map<string, Map<string, number>>()
  const uses = new Map<string, number>()
  for (const network of zoo) {
    const { nodes, edges } = network.draw(defaultsOf(network.parameters))
    const pairs = new Map<string, Set<string>>()
    for (const { from, to } of Object.values(edges)) {
      const [source, target] = [nodes[from.node], nodes[to.node]]
      if (source === undefined || target === undefined) continue
      pairs.set(kindOf(source), (pairs.get(kindOf(source)) ?? new Set()).add(kindOf(target)))
    }
    for (const kind of new Set(Object.values(nodes).map(kindOf))) raise(uses, kind)
    for (const [kind, others] of pairs) {
      const counts = following.get(kind) ?? new Map<string, number>()
      following.set(kind, counts)
      for (const other of others) raise(counts, other)
    }
  }
  known = { following, uses }
  return known
}

function raise(counts: Map<string, number>, kind: string): void {
  counts.set(kind, (counts.get(kind) ?? 0) + 1)
}
