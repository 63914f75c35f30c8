import type { BlockId, GraphId } from '../../graph/drawing.ts'
import { graphOf } from '../../graph/graph.ts'
import type { Draft } from '../draft.ts'
import type { Document } from '../records.ts'

/** Definitions that no instance in the root graph leads to, those before that use others. */
export function unusedBlocks(document: Document): readonly BlockId[] {
  const used = new Set<BlockId>()
  const waiting: GraphId[] = [document.root]
  for (let graph = waiting.pop(); graph !== undefined; graph = waiting.pop()) {
    for (const { block } of graphOf(document, graph).nodes.values()) {
      const definition = block === undefined ? undefined : document.blocks[block]
      if (definition === undefined || used.has(definition.id)) continue
      used.add(definition.id)
      waiting.push(definition.graph)
    }
  }
  return Object.keys(document.blocks).filter(id => !used.has(id))
}

export function removeUnusedBlocks(draft: Draft): void {
  const unused = new Set(unusedBlocks(draft.document))
  // Their instances in each other first: a definition that has some can not go.
  for (const node of Object.values(draft.document.nodes)) {
    if (node.block !== undefined && unused.has(node.block)) draft.removeNode(node.id)
  }
  for (const id of unused) draft.removeBlock(id)
}
