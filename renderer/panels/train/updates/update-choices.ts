import type { Network, NetworkLayer } from '../../../../core/network/network.ts'
import { message } from '../../../messages/message.ts'

interface Option {
  /** Id of a node: it means the node wherever its block is used. */
  readonly value: string
  /** Names from the root graph down to it, where it is used first. */
  readonly label: string
  readonly note?: string
}

/** The nodes at every level with losses in them, and those with weights of their own to learn; blocks before what is in them. */
export function updateChoices({ layers }: Pick<Network, 'layers'>): {
  readonly losses: readonly Option[]
  readonly weights: readonly Option[]
} {
  return {
    losses: optionsOf(layers.filter(({ layer }) => layer.family === 'loss')),
    weights: optionsOf(
      layers.filter(({ facts, key, weightsKey }) => key === weightsKey && (facts?.trainableParameters ?? 0) > 0)
    )
  }
}

function optionsOf(layers: readonly NetworkLayer[]): readonly Option[] {
  const paths = new Map<string, Set<string>>()
  for (const { ancestry, path } of layers) {
    // Repeats are all meant by the one node that stands for them.
    const names = path.replace(/\[\d+\]/g, '').split('/')
    for (const [depth, id] of ancestry.entries()) {
      const known = paths.get(id) ?? new Set()
      paths.set(id, known.add(names.slice(0, depth + 1).join('/')))
    }
  }
  return [...paths].map(([value, positions]) => ({
    value,
    label: [...positions][0] ?? value,
    ...(positions.size > 1 && { note: message('updates/places', { count: positions.size }) })
  }))
}
