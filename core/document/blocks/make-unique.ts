import type { BlockId, NodeId } from '../../graph/drawing.ts'
import type { Draft } from '../draft.ts'
import { freshIds } from '../fresh-ids.ts'
import { instancesOf } from '../usages.ts'
import { addDefinition, definitionOf, freeHeader } from './fragments/copy-definition.ts'

/** A second definition like this one, under a name of its own. */
export function duplicateBlock(draft: Draft, id: BlockId): BlockId | undefined {
  const { document } = draft
  const fresh = freshIds(document)
  const copy = definitionOf(document, id, { id: fresh, block: inner => inner })
  if (copy === undefined) return undefined
  return addDefinition(draft, { ...copy, block: { ...copy.block, ...freeHeader(document, copy.block) } })
}

/** Those of the instances whose definition others follow too. */
export function sharedInstances(document: Draft['document'], nodes: ReadonlySet<NodeId>): readonly NodeId[] {
  return [...nodes].filter(id => {
    const block = document.nodes[id]?.block
    return block !== undefined && instancesOf(document, block).some(instance => !nodes.has(instance.id))
  })
}

/** Gives the instances a definition of their own, one for all that followed the same. */
export function makeUnique(draft: Draft, nodes: ReadonlySet<NodeId>): readonly BlockId[] {
  const copies = new Map<BlockId, BlockId>()
  for (const id of sharedInstances(draft.document, nodes)) {
    const block = draft.document.nodes[id]?.block
    if (block === undefined) continue
    const copy = copies.get(block) ?? duplicateBlock(draft, block)
    if (copy === undefined) continue
    copies.set(block, copy)
    draft.replace(id, { block: copy })
  }
  return [...copies.values()]
}
