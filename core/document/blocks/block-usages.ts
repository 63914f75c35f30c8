import type { BlockId, NodeId } from '../../graph/drawing.ts'
import { graphOf } from '../../graph/graph.ts'
import type { Document } from '../records.ts'

/** One place where a block stands: the instances on the way down to it, itself last. */
export interface Usage {
  readonly nodes: readonly NodeId[]
  /** Their names, `stage2/block/unit`. */
  readonly path: string
}

/** Where a block stands, at every level, in the order in which data flow; at most so many. */
export function blockUsages(document: Document, block: BlockId, most: number): readonly Usage[] {
  const usages: Usage[] = []
  const leads = leadsTo(document, block)
  const visit = (graph: string, nodes: readonly NodeId[], path: string): void => {
    for (const node of graphOf(document, graph).order) {
      if (usages.length >= most) return
      const inner = node.block === undefined ? undefined : document.blocks[node.block]
      if (inner === undefined || !leads.has(inner.id)) continue
      const here = { nodes: [...nodes, node.id], path: path + node.name }
      if (inner.id === block) usages.push(here)
      else visit(inner.graph, here.nodes, `${here.path}/`)
    }
  }
  visit(document.root, [], '')
  return usages
}

/** The block, and all that have it somewhere inside. */
function leadsTo({ nodes, blocks }: Document, block: BlockId): ReadonlySet<BlockId> {
  const leads = new Set([block])
  const homes = new Map(Object.values(blocks).map(({ id, graph }) => [graph, id]))
  const instances = Object.values(nodes).filter(node => node.block !== undefined)
  for (const inner of leads) {
    for (const { block: definition, graph } of instances) {
      const home = homes.get(graph)
      if (definition === inner && home !== undefined) leads.add(home)
    }
  }
  return leads
}
