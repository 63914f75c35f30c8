import type { BlockId, Drawing, GraphNode } from '../graph/drawing.ts'

/** The instances of a block, in all graphs. */
export function instancesOf(drawing: Drawing, block: BlockId): readonly GraphNode[] {
  return Object.values(drawing.nodes).filter(node => node.block === block)
}

/** Whether the inner block is the outer one, or stands anywhere inside it. */
export function containsBlock(drawing: Drawing, outer: BlockId, inner: BlockId): boolean {
  const seen = new Set<BlockId>()
  const waiting = [outer]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === inner) return true
    const block = Object.hasOwn(drawing.blocks, id) ? drawing.blocks[id] : undefined
    if (block === undefined || seen.has(id)) continue
    seen.add(id)
    for (const node of Object.values(drawing.nodes)) {
      if (node.graph === block.graph && node.block !== undefined) waiting.push(node.block)
    }
  }
  return false
}
