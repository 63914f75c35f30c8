import { isEqual } from '../document/equal.ts'
import type { Network } from '../network/network.ts'

/** A weight of a network by its key, which survives renaming, and its path of names. */
export interface NamedWeight {
  readonly key: string
  readonly path: string
  readonly shape: readonly number[]
}

/** Which weights of a network begin as those of another one. */
export interface WeightMatch {
  /** Keys in the network that is trained, and in the one that the numbers come from. */
  readonly matched: readonly { readonly weight: NamedWeight; readonly from: NamedWeight }[]
  /** What begins as the seed says: nothing there has its path, or what has is of another shape. */
  readonly fresh: readonly { readonly weight: NamedWeight; readonly other: readonly number[] | undefined }[]
}

/** The weights of a network, those that several layers share once. */
export function weightsOf({ layers }: Pick<Network, 'layers'>): readonly NamedWeight[] {
  return layers.flatMap(({ key, path, weightsKey, facts }) =>
    key === weightsKey
      ? (facts?.weights ?? []).map(({ name, shape }) => ({ key: `${key}/${name}`, path: `${path}/${name}`, shape }))
      : []
  )
}

/** Finds for each weight the one of the same key, or else of the same path of names, where the shapes agree. */
export function matchWeights(wanted: readonly NamedWeight[], given: readonly NamedWeight[]): WeightMatch {
  const byKey = new Map(given.map(weight => [weight.key, weight]))
  const byPath = new Map(given.map(weight => [weight.path, weight]))
  const matched: WeightMatch['matched'][number][] = []
  const fresh: WeightMatch['fresh'][number][] = []
  for (const weight of wanted) {
    const candidates = [byKey.get(weight.key), byPath.get(weight.path)].filter(each => each !== undefined)
    const from = candidates.find(({ shape }) => isEqual(shape, weight.shape))
    if (from === undefined) fresh.push({ weight, other: candidates[0]?.shape })
    else matched.push({ weight, from })
  }
  return { matched, fresh }
}
