import { explanationOf, explanations } from '../../../core/explain/catalogue.ts'
import { explainedNetwork } from '../../../core/explain/explained-network.ts'
import type { ExplainedImage, ExplanationQuery } from '../../../core/host/calls/explanations.ts'
import type { Json } from '../../../core/json.ts'
import { classesOf, fieldOf } from '../../../core/data/fields/catalogue.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { message } from '../../messages/message.ts'
import { undefinedIf, type Attempt } from '../attempt.ts'
import type { Host } from '../host.ts'
import type { Explore } from './explore.svelte.ts'
import type { ModelQuery, Models } from './models.svelte.ts'

interface Needs {
  readonly host: Host
  readonly attempt: Attempt
  readonly models: Models
  readonly explore: Explore
}

/** All that an answer depends on: a new one is another question. */
interface Request {
  /** Of the model. */
  readonly key: string
  readonly of: ModelQuery
  readonly query: ExplanationQuery
}

/** A sample of the test set by its place, or what the network was asked last. */
export type Source = 'sample' | 'asked'

type Values = Readonly<Record<string, Json>>

/** What is there sooner needs no progress bar, which would only flicker. */
const patienceMs = 300

/** Why the model that Explore shows answers as it does: for a sample of its test set, or for what it was asked last. */
export class Explanations {
  readonly #needs: Needs
  #chosen = $state(explanations[0]?.id ?? '')
  /** What was set, by method. */
  #given = $state.raw<Readonly<Record<string, Values>>>({})
  #answer = $state.raw<{ readonly of: Request; readonly explained: ExplainedImage }>()
  #stopped = $state.raw<Request>()
  /** The request that the machine was asked. */
  #asked: Request | undefined
  #askedAt = 0
  #target = $state<string>()
  #source = $state<Source>()
  position = $state(0)
  /** How far the machine is, where it runs many batches. */
  progress = $state.raw<{ readonly done: number; readonly total: number }>()

  /** Whoever has asked something wants to see that one explained. */
  readonly source = $derived.by(
    (): Source => this.#source ?? (this.#needs.explore.image === undefined ? 'sample' : 'asked')
  )
  readonly method = $derived(explanationOf(this.#chosen))
  readonly #classes = $derived.by(() => classesOf(fieldOf(this.#needs.explore.fields, 'label')))
  /** What the model's network is to explanations. Undefined without a model. */
  readonly #network = $derived.by(() => {
    const { model } = this.#needs.explore
    return model && explainedNetwork(inferNetwork(model.document, model.datasets), model.datasets)
  })
  /** Whether the method can look into it. */
  readonly fit = $derived.by(() => {
    if (this.#network === undefined || this.method === undefined) return undefined
    return 'problem' in this.#network ? this.#network : this.method.fits(this.#network.explained)
  })
  readonly #layers = $derived<readonly string[]>((this.fit && 'layers' in this.fit && this.fit.layers) || [])
  /** What was set, but for a layer that only another model has. */
  readonly #ownValues = $derived.by<Values>(() => {
    const { method } = this
    const isGone = (name: string, value: Json): boolean => {
      const parameter = method?.parameters[name]
      return parameter?.kind === 'text' && parameter.reference === 'layer' && !this.#layers.includes(String(value))
    }
    return Object.fromEntries(
      Object.entries(this.#given[this.#chosen] ?? {}).filter(([name, value]) => !isGone(name, value))
    )
  })
  /** What suits the network under what was set. */
  readonly values = $derived<Values>({ ...(this.fit && 'values' in this.fit && this.fit.values), ...this.#ownValues })
  /** Another one too for a record with new weights: training goes on. */
  readonly #request = $derived.by((): Request | undefined => {
    const { models, explore } = this.#needs
    const { model, image: asked } = explore
    const image = this.source === 'sample' ? { position: this.position } : asked
    const { key } = models
    if (model === undefined || key === undefined || image === undefined) return undefined
    if (this.fit === undefined || this.fit.problem !== undefined) return undefined
    if (this.source === 'sample' && model.samples === undefined) return undefined
    return {
      key,
      of: models.queryOf(model),
      query: { method: this.#chosen, image, target: this.target, parameters: this.#ownValues }
    }
  })
  /** The newest answer of the method that is shown, if of another question: see `isStale`. */
  readonly explained = $derived.by(() => {
    const answer = this.#answer
    if (answer?.of.query.method !== this.#chosen) return undefined
    return answer.of.key === this.#needs.models.key ? answer.explained : undefined
  })
  readonly isStopped = $derived(this.#stopped !== undefined && this.#stopped === this.#request)
  readonly isStale = $derived(this.#request !== undefined && this.#answer?.of !== this.#request)

  constructor(needs: Needs) {
    this.#needs = needs
    // For as long as the window lives.
    needs.host.on('explaining', progress => {
      if (this.isStale && performance.now() - this.#askedAt > patienceMs) this.progress = progress
    })
  }

  /** Name or number of the class; undefined for the likeliest one, and where the model has no class of that name. */
  get target(): string | undefined {
    const [classes, target] = [this.#classes, this.#target]
    return target !== undefined && classes.length > 0 && !classes.includes(target) ? undefined : target
  }

  set target(target: string | undefined) {
    this.#target = target
  }

  choose(method: string): void {
    this.#chosen = method
  }

  /** Sets a parameter of the method; undefined goes back to what suits the network. */
  set(name: string, value: Json | undefined): void {
    const { [name]: _, ...others } = this.#ownValues
    const own = value === undefined ? others : { ...others, [name]: value }
    this.#given = { ...this.#given, [this.#chosen]: own }
  }

  take(source: Source): void {
    this.#source = source
  }

  goTo(position: number): void {
    this.#source = 'sample'
    this.position = Math.max(0, position)
  }

  /** Asks the machine for what is shown and not known yet. Reads what it depends on, so that effects run it again. */
  follow(): void {
    const request = this.#request
    if (request === this.#asked || request === this.#stopped) return
    this.#asked = request
    if (request !== undefined) void this.#ask(request)
  }

  /** Goes on after a stop. */
  again(): void {
    this.#stopped = undefined
    this.#asked = undefined
    this.follow()
  }

  async stop(): Promise<void> {
    const { host, attempt } = this.#needs
    this.#stopped = this.#request
    await attempt(message('explain/explain'), () => host.stop({ call: 'explain' }))
  }

  forget(): void {
    this.#given = {}
    this.#answer = undefined
    this.#stopped = undefined
    this.#asked = undefined
    this.target = undefined
    this.position = 0
    this.#source = undefined
  }

  async #ask(request: Request): Promise<void> {
    const { host, attempt } = this.#needs
    this.progress = undefined
    this.#askedAt = performance.now()
    const explained = await attempt(message('explain/explain'), () =>
      host.explain({ ...request.of, query: request.query }).catch(undefinedIf('job/stopped'))
    )
    if (this.#asked !== request) return
    this.progress = undefined
    if (explained !== undefined) this.#answer = { of: request, explained }
  }
}
