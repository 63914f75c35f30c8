import type { Document } from '../../../core/document/records.ts'
import { inferNetwork, type Datasets } from '../../../core/network/infer.ts'
import type { Network } from '../../../core/network/network.ts'
import { trainingProblems } from '../../../core/network/training-problems.ts'
import type { Problem } from '../../../core/problem.ts'
import { rememberByRecord } from '../../canvas/scene/changes/remembered.ts'

/** What follows from the drawing alone. Computed when read, and again only after something that it depends on changed. */
export interface Facts {
  readonly network: Network
  readonly errors: readonly Problem[]
  readonly warnings: readonly Problem[]
  readonly hints: readonly Problem[]
  /** What a training needs besides. Drawing does without it, so it is told where one trains. */
  readonly training: readonly Problem[]
}

/** As many as history knows the documents of: undo and redo come back to them. */
const recentNetworks = 32

export function createFacts(documentOf: () => Document, datasetsOf: () => Datasets): Facts {
  // One by one, so that moving a node, which changes none of them, infers nothing.
  const root = $derived(documentOf().root)
  const nodes = $derived(documentOf().nodes)
  const edges = $derived(documentOf().edges)
  const blocks = $derived(documentOf().blocks)
  const rememberedNetwork = rememberByRecord<Network>(recentNetworks)
  const network = $derived.by(() => {
    const datasets = datasetsOf()
    return rememberedNetwork(nodes, [root, edges, blocks, datasets], () =>
      inferNetwork({ root, nodes, edges, blocks }, datasets)
    )
  })
  const errors = $derived(network.problems.filter(problem => problem.severity === 'error'))
  const warnings = $derived(network.problems.filter(problem => problem.severity === 'warning'))
  const hints = $derived(network.problems.filter(problem => problem.severity === 'hint'))
  const rememberedTraining = rememberByRecord<readonly Problem[]>()
  const training = $derived.by(() => {
    const datasets = datasetsOf()
    return rememberedTraining(network, [datasets], () => trainingProblems(network, datasets))
  })
  return {
    get network() {
      return network
    },
    get errors() {
      return errors
    },
    get warnings() {
      return warnings
    },
    get hints() {
      return hints
    },
    get training() {
      return training
    }
  }
}
