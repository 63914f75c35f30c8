import type { Document } from '../../../core/document/records.ts'
import { inferNetwork, type Datasets } from '../../../core/network/infer.ts'
import type { Network } from '../../../core/network/network.ts'
import { startProblems } from '../../../core/train/start-problems.ts'
import type { Problem } from '../../../core/problem.ts'
import { rememberByRecord } from '../../canvas/scene/changes/remembered.ts'

/** As many as history knows the documents of: undo and redo come back to them. */
const recentNetworks = 32

/** What follows from the drawing alone. Computed when read, and again only after something that it depends on changed. */
export class Facts {
  readonly #documentOf: () => Document
  readonly #datasetsOf: () => Datasets
  // One by one, so that moving a node, which changes none of them, infers nothing.
  readonly #root = $derived.by(() => this.#documentOf().root)
  readonly #nodes = $derived.by(() => this.#documentOf().nodes)
  readonly #edges = $derived.by(() => this.#documentOf().edges)
  readonly #blocks = $derived.by(() => this.#documentOf().blocks)
  readonly #recipe = $derived.by(() => this.#documentOf().recipe)
  readonly #rememberedNetwork = rememberByRecord<Network>(recentNetworks)
  readonly #rememberedTraining = rememberByRecord<readonly Problem[]>()

  readonly network = $derived.by(() => {
    const [nodes, datasets] = [this.#nodes, this.#datasetsOf()]
    const others = { root: this.#root, edges: this.#edges, blocks: this.#blocks }
    return this.#rememberedNetwork(nodes, [...Object.values(others), datasets], () =>
      inferNetwork({ nodes, ...others }, datasets)
    )
  })
  readonly errors = $derived(this.network.problems.filter(({ severity }) => severity === 'error'))
  readonly warnings = $derived(this.network.problems.filter(({ severity }) => severity === 'warning'))
  readonly hints = $derived(this.network.problems.filter(({ severity }) => severity === 'hint'))
  /** What a training needs besides. Drawing does without it, so it is told where one trains. */
  readonly training = $derived.by(() => {
    const [network, datasets, recipe] = [this.network, this.#datasetsOf(), this.#recipe]
    return this.#rememberedTraining(network, [datasets, recipe], () => startProblems(network, recipe, datasets))
  })

  constructor(documentOf: () => Document, datasetsOf: () => Datasets) {
    this.#documentOf = documentOf
    this.#datasetsOf = datasetsOf
  }
}
