import type { Document } from '../../../core/document/records.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { compareDrawings } from '../../../core/document/compare/compare-drawings.ts'
import { differencesOf, type Fate, type LevelDifference } from '../../../core/document/compare/differences.ts'
import type { Pair, Side } from '../../../core/document/compare/pair-by.ts'
import { inferNetwork, type Datasets as DatasetFacts } from '../../../core/network/infer.ts'
import type { Network, NetworkTotals } from '../../../core/network/network.ts'
import type { RunRecord } from '../../../core/train/run.ts'
import type { Mark, Marks } from '../../canvas/lens/lens.ts'
import { message } from '../../messages/message.ts'
import type { Datasets } from '../data/datasets.svelte.ts'
import type { Facts } from './facts.svelte.ts'
import type { Project } from '../project.svelte.ts'
import type { Runs } from '../runs/runs.svelte.ts'

/** The open drawing, the last save, or a run's drawing as it was, by its run. */
export type VersionId = 'drawing' | 'saved' | `run ${string}`

export interface Version {
  readonly id: VersionId
  readonly label: string
}

export interface ComparisonResult {
  readonly totals: Pair<NetworkTotals>
  readonly levels: readonly LevelDifference[]
  readonly counts: Readonly<Record<Fate, number>>
}

interface Needs {
  readonly project: Project
  readonly facts: Facts
  readonly datasets: Datasets
  readonly runs: Runs
}

export function runVersion(run: string): VersionId {
  return `run ${run}`
}

/** Two versions side by side, and what differs between them; followed while one of them is the open drawing. */
export class Comparing {
  readonly #needs: Needs
  #chosen = $state.raw<Readonly<Record<Side, VersionId>>>()

  readonly versions = $derived.by(() => versionsOf(this.#needs.runs.list))
  // A run may be deleted meanwhile.
  readonly #sides = $derived(
    this.#chosen && {
      before: known(this.versions, this.#chosen.before),
      after: known(this.versions, this.#chosen.after)
    }
  )
  readonly #before = $derived(this.#sides && this.#documentOf(this.#sides.before))
  readonly #after = $derived(this.#sides && this.#documentOf(this.#sides.after))
  readonly #networks = $derived.by(() => {
    const [sides, before, after] = [this.#sides, this.#before, this.#after]
    if (sides === undefined || before === undefined || after === undefined) return undefined
    return { before: this.#networkOf(sides.before, before), after: this.#networkOf(sides.after, after) }
  })
  readonly result = $derived.by((): ComparisonResult | undefined => {
    const [before, after, networks] = [this.#before, this.#after, this.#networks]
    if (before === undefined || after === undefined || networks === undefined) return undefined
    const compared = compareDrawings(before, after, type => layerOf(type)?.parameters)
    const levels = differencesOf(compared, networks)
    return {
      totals: { before: networks.before.totals, after: networks.after.totals },
      levels,
      counts: countsOf(levels)
    }
  })
  /** What differs, as marks on the open drawing; undefined where it is none of the two. */
  readonly marks = $derived.by(() => {
    const [sides, result] = [this.#sides, this.result]
    if (sides === undefined || result === undefined) return undefined
    if (sides.after === 'drawing') return marksOf(result.levels, 'after')
    return sides.before === 'drawing' ? marksOf(result.levels, 'before') : undefined
  })

  constructor(needs: Needs) {
    this.#needs = needs
  }

  get isOpen(): boolean {
    return this.#sides !== undefined
  }

  get before(): VersionId {
    return this.#sides?.before ?? 'saved'
  }

  get after(): VersionId {
    return this.#sides?.after ?? 'drawing'
  }

  get drawings(): Pair<Document> | undefined {
    return this.#sides && { before: this.#before, after: this.#after }
  }

  /** The runs that the two are of. */
  get runs(): Pair<RunRecord> {
    return {
      before: this.#sides && this.#runOf(this.#sides.before),
      after: this.#sides && this.#runOf(this.#sides.after)
    }
  }

  begin(before: VersionId = 'saved', after: VersionId = 'drawing'): void {
    this.#chosen = { before, after }
  }

  choose(side: Side, version: VersionId): void {
    if (this.#sides !== undefined) this.#chosen = { ...this.#sides, [side]: version }
  }

  swap(): void {
    if (this.#sides !== undefined) this.#chosen = { before: this.#sides.after, after: this.#sides.before }
  }

  close(): void {
    this.#chosen = undefined
  }

  #documentOf(version: VersionId): Document | undefined {
    const { project } = this.#needs
    if (version === 'drawing') return project.document
    if (version === 'saved') return project.savedDocument
    return this.#runOf(version)?.document
  }

  #runOf(version: VersionId): RunRecord | undefined {
    return this.#needs.runs.list.find(run => runVersion(run.id) === version)
  }

  #networkOf(version: VersionId, document: Document): Network {
    const { facts, datasets } = this.#needs
    if (version === 'drawing') return facts.network
    const run = this.#runOf(version)
    return inferNetwork(document, run === undefined ? datasets.facts : { ...datasets.facts, ...datasetOfRun(run) })
  }
}

function versionsOf(runs: readonly RunRecord[]): readonly Version[] {
  return [
    { id: 'drawing', label: message('compare/drawing') },
    { id: 'saved', label: message('compare/saved') },
    ...runs.map(({ id, name }) => ({ id: runVersion(id), label: name }))
  ]
}

function known(versions: readonly Version[], id: VersionId): VersionId {
  return versions.some(version => version.id === id) ? id : 'drawing'
}

/** The dataset as it was packed for the run; it may have been removed or cut to another size since. */
function datasetOfRun({ dataset }: RunRecord): DatasetFacts {
  const { id, fields } = dataset
  return { [id]: { fields } }
}

function countsOf(levels: readonly LevelDifference[]): ComparisonResult['counts'] {
  const fates = levels.flatMap(({ layers }) => layers.map(({ fate }) => fate))
  const count = (fate: Fate): number => fates.filter(each => each === fate).length
  return { added: count('added'), removed: count('removed'), changed: count('changed'), affected: count('affected') }
}

function marksOf(levels: readonly LevelDifference[], side: Side): Marks {
  const nodes = new Map<string, Mark>()
  const edges = new Map<string, Mark>()
  for (const { layers, edges: joins } of levels) {
    for (const { fate, [side]: node } of layers) if (node !== undefined) nodes.set(node.id, fate)
    for (const { [side]: edge } of joins)
      if (edge !== undefined) edges.set(edge.id, side === 'after' ? 'added' : 'removed')
  }
  return { nodes, edges }
}
