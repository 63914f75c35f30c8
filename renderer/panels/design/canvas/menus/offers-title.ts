import type { Document } from '../../../../../core/document/records.ts'
import type { NodeId } from '../../../../../core/graph/drawing.ts'
import type { Purpose } from '../../../../canvas/menus/offers.ts'
import { message } from '../../../../messages/message.ts'

/** What a menu of layers and blocks will do with what is chosen. */
export function offersTitle({ nodes, edges }: Document, purpose: Purpose): string {
  const nameOf = (id: NodeId): string => nodes[id]?.name ?? id
  switch (purpose.kind) {
    case 'free':
      return message('offers/free')
    case 'after':
      return message('offers/after', { name: nameOf(purpose.node) })
    case 'port': {
      const { node, side } = purpose.end
      return message(side === 'output' ? 'offers/fromOutput' : 'offers/fromInput', { name: nameOf(node) })
    }
    case 'edge': {
      const edge = edges[purpose.edge]
      return edge === undefined
        ? message('offers/free')
        : message('offers/edge', { from: nameOf(edge.from.node), to: nameOf(edge.to.node) })
    }
    case 'replace': {
      const [first, ...others] = purpose.nodes
      return first === undefined || others.length > 0
        ? message('offers/replaceMany', { count: purpose.nodes.size })
        : message('offers/replace', { name: nameOf(first) })
    }
  }
}
