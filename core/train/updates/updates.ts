import { assert } from '../../assert.ts'
import type { NodeId } from '../../graph/drawing.ts'
import type { Network, NetworkLayer } from '../../network/network.ts'
import type { Variable } from '../../ops/graph-writer.ts'
import type { Update } from '../../recipe/recipe.ts'
import { counter } from '../../model/state-entries.ts'

/** Batches until each update has taken its steps. */
function roundLength(updates: readonly Update[]): number {
  return Math.max(...updates.map(({ stepsPerRound = 1 }) => stepsPerRound))
}

/**
 * Whether an update takes a step on a batch; batches count from 0 over the whole training. A round is as many batches as
 * the most steps that one update takes in it. Each update takes its steps on the last batches of the round, in the
 * recipe's order: with five for a critic and one for a generator, the generator follows the critic's fifth (Arjovsky et
 * al., "Wasserstein GAN", 2017, algorithm 1).
 */
export function isTurnOf(updates: readonly Update[], index: number, batch: number): boolean {
  const length = roundLength(updates)
  return batch % length >= length - (updates[index]?.stepsPerRound ?? 1)
}

/** Who does what is to be done once a batch, such as counting it: the first update that steps on every batch. */
export function leaderOf(updates: readonly Update[]): Update {
  const leader = updates.find(({ stepsPerRound = 1 }) => stepsPerRound === roundLength(updates))
  assert(leader !== undefined, 'A recipe has an update.')
  return leader
}

/** Counts the steps of an update's optimizer. A single update steps on every batch, and has no count of its own. */
export function counterOf({ name }: Update, updates: readonly Update[]): Variable {
  if (updates.length === 1) return counter
  const path = `train/${name}/step`
  return { key: path, path, dtype: 'int32', shape: [] }
}

/** Keys of the losses that an update follows. */
export function lossesOf({ losses }: Update, network: Pick<Network, 'layers'>): ReadonlySet<string> {
  const judging = network.layers.filter(({ layer }) => layer.family === 'loss')
  return new Set(chosenOf(judging, losses).map(({ key }) => key))
}

/** Keys of the layers whose weights an update changes; those that a chosen node shares are among them. */
export function layersOf({ weights }: Update, network: Pick<Network, 'layers'>): ReadonlySet<string> {
  return new Set(chosenOf(network.layers, weights).map(({ weightsKey }) => weightsKey))
}

function chosenOf(layers: readonly NetworkLayer[], nodes: readonly NodeId[] | undefined): readonly NetworkLayer[] {
  return nodes === undefined ? layers : layers.filter(({ ancestry }) => ancestry.some(node => nodes.includes(node)))
}
