import { classesOf, fieldOf } from '../../../core/data/fields/catalogue.ts'
import { fieldsOf } from '../../../core/model/model.ts'
import { isEqual } from '../../../core/document/equal.ts'
import type { Document } from '../../../core/document/records.ts'
import type { LayerOutputs, WholeOutput } from '../../../core/host/calls/explore.ts'
import { indexPaths } from '../../canvas/scene/paths.ts'
import { message } from '../../messages/message.ts'
import type { Attempt } from '../attempt.ts'
import type { Host } from '../host.ts'
import type { Project } from '../project.svelte.ts'
import type { Models } from './models.svelte.ts'

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly models: Models
  readonly attempt: Attempt
}

/** What the layers of a model put out for one sample of its test set, for the canvas and the inspector. */
export class ShownOutputs {
  readonly #needs: Needs
  isShown = $state(false)
  position = $state(0)
  /** The key says of which model. */
  #answered = $state.raw<{ readonly key: string; readonly outputs: LayerOutputs }>()
  #wholes = $state.raw<ReadonlyMap<string, WholeOutput>>(new Map())
  /** What the answer is of, and what each whole output is of. */
  #asked: string | undefined
  readonly #askedWholes = new Set<string>()

  readonly model = $derived.by(() => this.#needs.models.chosen)
  /** Of the sample before, while the next is awaited, but of no other model. */
  readonly #answer = $derived.by(() =>
    this.#answered?.key === this.#needs.models.key ? this.#answered?.outputs : undefined
  )
  /** The drawing computes what the model's does; else its outputs belong to other nodes. */
  readonly isOfDrawing = $derived.by(
    () => this.isShown && this.model !== undefined && computesSame(this.#needs.project.document, this.model.document)
  )
  /** New weights, another sample: another answer. */
  readonly #key = $derived.by(() => {
    const { project, models } = this.#needs
    return JSON.stringify([project.isOpen && project.id, models.key, this.position])
  })
  readonly answer = $derived(this.isOfDrawing ? this.#answer : undefined)
  /** The label of the sample, in words. */
  readonly label = $derived.by(() => {
    const position = this.#answer?.label
    return position === undefined
      ? undefined
      : classesOf(fieldOf(this.model ? fieldsOf(this.model) : [], 'label'))[position]
  })
  /** By the paths down to the layers. */
  readonly overviews = $derived(indexPaths(this.answer?.layers ?? []))

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** All channels; undefined until they are read. */
  wholeOf(layer: string): WholeOutput | undefined {
    return this.#answer && this.#wholes.get(layer)
  }

  goTo(position: number): void {
    const last = (this.#answer?.total ?? 1) - 1
    this.position = Math.max(0, Math.min(last, position))
  }

  /** Asks the machine for what is shown and not known yet. Reads what it depends on, so that effects run it again. */
  follow(): void {
    const { host, models, attempt } = this.#needs
    const [key, model, modelKey] = [this.#key, this.model, models.key]
    if (!this.isOfDrawing || model?.samples === undefined || modelKey === undefined || this.#asked === key) return
    this.#asked = key
    void attempt(message('outputs/load'), () =>
      host.layerOutputs({ ...models.queryOf(model), position: this.position })
    ).then(answer => {
      if (this.#asked !== key || answer === undefined) return
      this.#askedWholes.clear()
      this.#wholes = new Map()
      this.#answered = { key: modelKey, outputs: answer }
    })
  }

  followWhole(layer: string): void {
    const { host, models, attempt } = this.#needs
    const [key, model, answer] = [`${this.#key} ${layer}`, this.model, this.#answer]
    if (!this.isOfDrawing || model === undefined || answer === undefined || this.#askedWholes.has(key)) return
    this.#askedWholes.add(key)
    void attempt(message('outputs/load'), () =>
      host.layerOutput({ ...models.queryOf(model), position: this.position, layer })
    ).then(whole => {
      if (whole !== undefined && this.#answer === answer) this.#wholes = new Map([...this.#wholes, [layer, whole]])
    })
  }

  forget(): void {
    this.isShown = false
    this.position = 0
    this.#asked = undefined
    this.#askedWholes.clear()
    this.#answered = undefined
    this.#wholes = new Map()
  }
}

/** Whether both compute the same: names do not matter, nor where nodes stand. */
function computesSame(one: Document, other: Document): boolean {
  return (
    one.root === other.root &&
    isEqual(one.edges, other.edges) &&
    isEqual(one.blocks, other.blocks) &&
    isEqual(unnamed(one), unnamed(other))
  )
}

function unnamed({ nodes }: Document): unknown {
  return Object.fromEntries(Object.entries(nodes).map(([id, { name: _, ...node }]) => [id, node]))
}
