import type { Block, BlockId, Edge, GraphNode, NodeId } from '../../../graph/drawing.ts'
import { graphOf } from '../../../graph/graph.ts'
import { uniqueName } from '../../../graph/names.ts'
import type { Draft, Part } from '../../draft.ts'
import type { Direction, Document, Note, Position } from '../../records.ts'

/** A definition with all that its canvas shows, ready to be added to a document. */
export interface WholeDefinition {
  readonly block: Block
  readonly part: Part
  readonly positions: ReadonlyMap<NodeId, Position>
  readonly notes: readonly Note[]
  readonly direction: Direction
}

/** Gives each record its id in the copy. */
export interface Renaming {
  id(prefix: string, old: string): string
  block(id: BlockId): BlockId
}

export const asItIs: Renaming = { id: (_, old) => old, block: id => id }

/** The definition under other ids; `undefined` where there is none of this id. */
export function definitionOf(document: Document, id: BlockId, renaming: Renaming): WholeDefinition | undefined {
  const block = document.blocks[id]
  if (block === undefined) return undefined
  const { nodes, edges } = graphOf(document, block.graph)
  const graph = renaming.id('g', block.graph)
  const copies = new Map([...nodes.keys()].map(node => [node, renaming.id('n', node)]))
  const copyOf = (node: NodeId): NodeId => copies.get(node) ?? node
  return {
    block: { ...block, id: renaming.id('b', id), graph },
    part: {
      nodes: [...nodes.values()].map((node): GraphNode => ({
        ...node,
        id: copyOf(node.id),
        graph,
        ...(node.block === undefined ? {} : { block: renaming.block(node.block) }),
        ...(node.weightsOf === undefined ? {} : { weightsOf: copyOf(node.weightsOf) })
      })),
      edges: edges.map((edge): Edge => ({
        ...edge,
        id: renaming.id('e', edge.id),
        graph,
        from: { ...edge.from, node: copyOf(edge.from.node) },
        to: { ...edge.to, node: copyOf(edge.to.node) }
      }))
    },
    positions: new Map(
      [...nodes.keys()].flatMap(node => {
        const position = document.positions[node]
        return position === undefined ? [] : [[copyOf(node), position] as const]
      })
    ),
    notes: Object.values(document.notes).filter(note => note.graph === block.graph),
    direction: document.sheets[block.graph]?.direction ?? 'down'
  }
}

export function addDefinition(draft: Draft, { block, part, positions, notes, direction }: WholeDefinition): BlockId {
  draft.addBlock({ block, nodes: {}, edges: {}, uses: [] })
  draft.insert(block.graph, part)
  for (const [node, position] of positions) draft.move(node, position)
  for (const { id: _, ...note } of notes) draft.addNote({ ...note, graph: block.graph })
  draft.setDirection(block.graph, direction)
  return block.id
}

/** A name and a label that no block of the document has yet: `residual2`, Residual block 2. */
export function freeHeader(document: Document, { name, label }: Pick<Block, 'name' | 'label'>) {
  const blocks = Object.values(document.blocks)
  const labels = new Set(blocks.map(block => block.label))
  const names = new Set(blocks.map(block => block.name))
  const stem = label.replace(/ \d+$/, '')
  let free = label
  for (let count = 2; labels.has(free); count += 1) free = `${stem} ${count}`
  const number = / (\d+)$/.exec(free)?.[1]
  const wanted = names.has(name) && number !== undefined ? `${name.replace(/\d+$/, '')}${number}` : name
  return { name: uniqueName(wanted, taken => names.has(taken)), label: free }
}
