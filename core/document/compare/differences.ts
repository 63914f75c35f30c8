import { isInBoth, type LevelComparison, type NodePair } from './compare-drawings.ts'
import type { Pair, Side } from './pair-by.ts'
import { isEqual } from '../equal.ts'
import type { LayerFacts, Network } from '../../network/network.ts'

/**
 * What became of a layer. An affected one has the settings that it had, but other costs: something before it gives
 * another shape, or something inside its definition is another.
 */
export type Fate = 'added' | 'removed' | 'changed' | 'affected'

export interface LayerDifference extends NodePair {
  readonly fate: Fate
  /** The facts of a block cover all that is inside it; inside a block they are those of its first instance. */
  readonly facts: Pair<LayerFacts>
}

/** What differs in one graph of two drawings. */
export interface LevelDifference extends Omit<LevelComparison, 'nodes'> {
  readonly layers: readonly LayerDifference[]
  /** Connections that only one of the two has. */
  readonly edges: LevelComparison['edges']
}

/** What differs, graph by graph; a graph without any difference is left out. */
export function differencesOf(
  levels: readonly LevelComparison[],
  networks: Readonly<Record<Side, Network>>
): readonly LevelDifference[] {
  return levels.flatMap(level => {
    const layers = level.nodes.flatMap(pair => differenceOf(pair, networks) ?? [])
    const edges = level.edges.filter(pair => !isInBoth(pair))
    const isSame = layers.length === 0 && edges.length === 0 && level.changes.length === 0 && isInBoth(level)
    return isSame ? [] : [{ before: level.before, after: level.after, changes: level.changes, layers, edges }]
  })
}

function differenceOf(pair: NodePair, networks: Readonly<Record<Side, Network>>): LayerDifference | undefined {
  const { before, after, changes } = pair
  const facts = {
    before: before && networks.before.nodeFacts[before.id],
    after: after && networks.after.nodeFacts[after.id]
  }
  const fate = fateOf(pair, facts)
  return fate && { before, after, changes, fate, facts }
}

function fateOf({ before, after, changes }: NodePair, facts: Pair<LayerFacts>): Fate | undefined {
  if (before === undefined) return 'added'
  if (after === undefined) return 'removed'
  if (changes.length > 0) return 'changed'
  return isEqual(costsOf(facts.before), costsOf(facts.after)) ? undefined : 'affected'
}

function costsOf(facts: LayerFacts | undefined): unknown {
  return facts && [facts.parameters, facts.trainableParameters, facts.macs]
}
