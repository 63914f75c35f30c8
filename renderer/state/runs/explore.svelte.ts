import { fieldOf } from '../../../core/data/fields/catalogue.ts'
import type { Evaluation, Prediction } from '../../../core/host/explore.ts'
import type { Image } from '../../../core/data/place-image.ts'
import { message } from '../../messages/message.ts'
import type { Attempt } from '../attempt.ts'
import type { Host } from '../host.ts'
import { createLatest } from '../latest.ts'
import type { Project } from '../project.svelte.ts'
import type { Runs } from './runs.svelte.ts'

/** What the network was asked about last. */
export type Asked =
  | { readonly kind: 'drawing' }
  | { readonly kind: 'file'; readonly name: string; readonly image: Image; readonly isInverted: boolean }
  | { readonly kind: 'sample'; readonly index: number; readonly label: string; readonly image: Image }

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly attempt: Attempt
  readonly runs: Runs
}

/** A trained network asked: about one image, and about its whole test set. */
export class Explore {
  readonly #needs: Needs
  #chosenId = $state<string>()
  /** Of which run, and after how many of its epochs: training goes on. */
  #evaluated = $state.raw<{ readonly key: string; readonly evaluation: Evaluation }>()
  #evaluating = $state<string>()
  /** What was asked last, as it goes to the network. */
  image = $state.raw<Image>()
  view = $state<'testSet' | 'explain'>('testSet')
  asked = $state.raw<Asked>({ kind: 'drawing' })
  prediction = $state.raw<Prediction>()

  /** The one that is training changes under the hand; it is asked only when it is chosen, or the only one. */
  readonly #settled = $derived.by(() => {
    const { runs } = this.#needs
    return runs.trained.find(record => record.id !== runs.active?.run)
  })
  /** The run that predicts: the chosen one, or the newest that is trained. */
  readonly run = $derived.by(() => {
    const { trained } = this.#needs.runs
    return trained.find(record => record.id === this.#chosenId) ?? this.#settled ?? trained[0]
  })
  readonly #key = $derived(this.run && `${this.run.id}/${this.run.epochs.length}`)
  readonly evaluation = $derived(this.#evaluated?.key === this.#key ? this.#evaluated?.evaluation : undefined)
  readonly isEvaluating = $derived(this.#evaluating !== undefined && this.#evaluating === this.#key)

  readonly #predict = createLatest<{ readonly run: string; readonly image: Image }>(async ({ run, image }) => {
    const { host, project, attempt } = this.#needs
    const next = await attempt(message('explore/predict'), () =>
      host.predict({ project: project.id, model: run, image })
    )
    // Cleared or chosen anew meanwhile.
    if (next !== undefined && this.image !== undefined && this.run?.id === run) this.prediction = next
  })

  constructor(needs: Needs) {
    this.#needs = needs
  }

  choose(run: string): void {
    this.#chosenId = run
    this.prediction = undefined
    if (this.image !== undefined) this.#ask(this.image)
  }

  /** Of several images in quick succession the last is answered for certain. */
  askDrawing(image: Image): void {
    this.asked = { kind: 'drawing' }
    this.#ask(image)
  }

  askSample(sample: Omit<Extract<Asked, { kind: 'sample' }>, 'kind'>): void {
    this.asked = { kind: 'sample', ...sample }
    this.#ask(sample.image)
  }

  async askFile(file: File): Promise<void> {
    const { host, attempt } = this.#needs
    const bytes = new Uint8Array(await file.arrayBuffer())
    const image = await attempt(message('explore/decode'), () => host.decodeImage({ file: bytes }))
    if (image !== undefined) this.#askFileAgain({ kind: 'file', name: file.name, image, isInverted: false })
  }

  /** Of an image from a file: light for dark. */
  invert(): void {
    if (this.asked.kind === 'file') this.#askFileAgain({ ...this.asked, isInverted: !this.asked.isInverted })
  }

  clear(): void {
    this.asked = { kind: 'drawing' }
    this.image = undefined
    this.prediction = undefined
  }

  /** Lets the machine open the run before the first stroke, which would otherwise wait for it. */
  async warmUp(): Promise<void> {
    const { run } = this
    if (run === undefined) return
    const { host, project, attempt } = this.#needs
    const image = fieldOf(run.dataset.fields, 'image')
    if (image === undefined) return
    const { height, width, channels } = image
    const blank = { height, width, channels, bytes: new Uint8Array(height * width * channels) }
    await attempt(message('explore/predict'), () => host.predict({ project: project.id, model: run.id, image: blank }))
  }

  /** Evaluates the test set with the run, once. */
  async evaluate(): Promise<void> {
    const { host, project, attempt } = this.#needs
    const [run, key] = [this.run, this.#key]
    if (run === undefined || key === undefined || this.#evaluating === key || this.evaluation !== undefined) return
    this.#evaluating = key
    const evaluation = await attempt(message('explore/evaluate'), () =>
      host.evaluate({ project: project.id, model: run.id, split: 'test' })
    )
    if (evaluation !== undefined && this.#key === key) this.#evaluated = { key, evaluation }
    if (this.#evaluating === key) this.#evaluating = undefined
  }

  forget(): void {
    this.#chosenId = undefined
    this.#evaluated = undefined
    this.#evaluating = undefined
    this.clear()
  }

  #ask(image: Image): void {
    this.image = image
    if (this.run !== undefined) this.#predict({ run: this.run.id, image })
  }

  #askFileAgain(file: Extract<Asked, { kind: 'file' }>): void {
    this.asked = file
    this.#ask(file.isInverted ? inverted(file.image) : file.image)
  }
}

function inverted({ bytes, ...rest }: Image): Image {
  return { ...rest, bytes: bytes.map(value => 255 - value) }
}
