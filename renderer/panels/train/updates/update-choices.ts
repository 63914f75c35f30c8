import type { Document } from '../../../../core/document/records.ts'
import type { Network } from '../../../../core/network/network.ts'

interface Option {
  readonly value: string
  readonly label: string
}

/** The nodes of the root graph with losses in them, and those with weights to learn, by name. */
export function updateChoices(
  { root, nodes }: Pick<Document, 'root' | 'nodes'>,
  { layers }: Pick<Network, 'layers'>
): { readonly losses: readonly Option[]; readonly weights: readonly Option[] } {
  const holding = (isMeant: (layer: Network['layers'][number]) => boolean): readonly Option[] => {
    const ids = new Set(layers.filter(isMeant).flatMap(({ ancestry }) => ancestry.slice(0, 1)))
    return [...ids].flatMap(id => {
      const node = nodes[id]
      return node?.graph === root && node.weightsOf === undefined ? [{ value: id, label: node.name }] : []
    })
  }
  return {
    losses: holding(({ layer }) => layer.family === 'loss'),
    weights: holding(({ facts }) => (facts?.trainableParameters ?? 0) > 0)
  }
}
