import type { BlockId, GraphNode } from '../../graph/drawing.ts'
import { graphOf } from '../../graph/graph.ts'
import type { Document } from '../records.ts'
import { stableText } from '../file/stable-text.ts'

/**
 * All that a definition says, with the definitions inside it, as a text without ids: two blocks are the same where these
 * texts are. Where things stand on the canvas is not in it.
 */
export function blockText(document: Document, id: BlockId): string {
  /** The definitions inside by their place in the text, inner ones first. */
  const positions = new Map<BlockId, number>()
  const texts: string[] = []
  const open = new Set<BlockId>()
  const write = (block: BlockId): void => {
    if (positions.has(block) || open.has(block)) return
    open.add(block)
    const nodes = nodesByName(document, block)
    for (const node of nodes) if (node.block !== undefined) write(node.block)
    positions.set(block, texts.length)
    texts.push(ownText(document, block, nodes, positions))
  }
  write(id)
  return texts.join('\n')
}

function nodesByName(document: Document, id: BlockId): readonly GraphNode[] {
  const block = document.blocks[id]
  const nodes = block === undefined ? [] : [...graphOf(document, block.graph).nodes.values()]
  return nodes.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function ownText(
  document: Document,
  id: BlockId,
  nodes: readonly GraphNode[],
  positions: ReadonlyMap<BlockId, number>
): string {
  const block = document.blocks[id]
  if (block === undefined) return ''
  const { incoming } = graphOf(document, block.graph)
  const records = nodes.map(({ id: node, graph: _, block: inner, ...said }) => ({
    ...said,
    from: incoming(node).map(({ from, to }) => `${to.port} < ${document.nodes[from.node]?.name ?? ''}.${from.port}`),
    ...(inner === undefined ? {} : { block: positions.get(inner) ?? -1 })
  }))
  const { id: _, graph: __, ...said } = block
  return stableText({ ...said, nodes: records })
}
