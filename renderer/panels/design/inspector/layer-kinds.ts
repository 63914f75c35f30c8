import type { NodeId } from '../../../../core/graph/drawing.ts'
import type { Family } from '../../../../core/layers/define-layer.ts'
import type { Network, NetworkLayer } from '../../../../core/network/network.ts'
import { nodeOfStep } from '../../../canvas/graph-position.ts'

/** The layers of one type in a network. */
export interface LayerKind {
  readonly type: string
  readonly label: string
  readonly family: Family
  readonly count: number
  readonly parameters: number
}

/** The layers inside an opened block instance, in all its repeats, blocks in it opened too; all where the path is empty. */
export function layersInside(network: Network, path: readonly NodeId[]): readonly NetworkLayer[] {
  return network.layers.filter(({ ancestry }) => path.every((step, depth) => ancestry[depth] === nodeOfStep(step)))
}

/** Whether sums over these layers leave none out: shapes are known wherever there is something to be counted. */
export function areKnown(layers: readonly NetworkLayer[]): boolean {
  return layers.every(({ facts, layer }) => facts !== undefined || layer.family === 'loss' || layer.family === 'output')
}

/** What these layers are, in the order in which the types come up. */
export function layerKinds(layers: readonly NetworkLayer[]): readonly LayerKind[] {
  const kinds = new Map<string, LayerKind>()
  for (const { layer, facts } of layers) {
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
