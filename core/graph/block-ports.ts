import type { BlockId, Drawing, GraphNode } from './drawing.ts'
import { graphOf } from './graph.ts'

/** The ports of a block by name: `input` or `output` first, the others in the order of the alphabet. */
export interface BlockPorts {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/** The ports that a block's instances have: the names of its `blockInput` and `blockOutput` nodes. */
export function blockPorts(drawing: Drawing, id: BlockId): BlockPorts {
  const block = Object.hasOwn(drawing.blocks, id) ? drawing.blocks[id] : undefined
  if (block === undefined) return { inputs: [], outputs: [] }
  const nodes = [...graphOf(drawing, block.graph).nodes.values()]
  return { inputs: namesOf(nodes, 'blockInput', 'input'), outputs: namesOf(nodes, 'blockOutput', 'output') }
}

function namesOf(nodes: readonly GraphNode[], type: string, first: string): readonly string[] {
  const names = nodes.filter(node => node.type === type).map(node => node.name)
  return names.sort((a, b) => Number(b === first) - Number(a === first) || (a < b ? -1 : 1))
}
