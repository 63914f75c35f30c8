import type { Family } from '../../../core/layers/define-layer.ts'
import type { Network } from '../../../core/network/network.ts'

/** The layers of one type in a network. */
export interface LayerKind {
  readonly type: string
  readonly label: string
  readonly family: Family
  readonly count: number
  readonly parameters: number
}

/** What a network is made of, blocks opened, in the order in which the types come up. */
export function layerKinds(network: Network): readonly LayerKind[] {
  const kinds = new Map<string, LayerKind>()
  for (const { layer, facts } of network.layers) {
    const { type, label, family } = layer
    const known = kinds.get(type)
    kinds.set(type, {
      type,
      label,
      family,
      count: (known?.count ?? 0) + 1,
      parameters: (known?.parameters ?? 0) + (facts?.parameters ?? 0)
    })
  }
  return [...kinds.values()]
}
