import type { DatasetSettings } from '../../../core/data/dataset.ts'
import { fieldOf } from '../../../core/data/fields/catalogue.ts'
import { fieldsOf, type Model } from '../../../core/model/model.ts'
import type { Evaluation, Prediction } from '../../../core/host/calls/explore.ts'
import { largestImageFile } from '../../../core/data/image-header.ts'
import type { Image } from '../../../core/data/place-image.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { isEqual } from '../../../core/document/equal.ts'
import { outputOf, type OutputPrediction } from '../../../core/outputs/catalogue.ts'
import { message } from '../../messages/message.ts'
import { undefinedIf, type Attempt } from '../attempt.ts'
import { samplesOf } from '../data/samples.ts'
import type { Host } from '../host.ts'
import { createLatest } from '../latest.ts'
import type { Models } from './models.svelte.ts'
import { DigitPreparing } from './digit-preparing.svelte.ts'
import { inkOfPhoto } from './photo-ink.ts'
import { prepareDigit, type Stroke } from './prepare-digit.ts'

/** What the network was asked about last. */
export type Asked =
  | { readonly kind: 'drawing' }
  | { readonly kind: 'file'; readonly name: string; readonly image: Image; readonly isInverted: boolean }
  | {
      readonly kind: 'sample'
      /** The dataset that it is of. */
      readonly settings: DatasetSettings
      readonly index: number
      readonly image: Image
      /** What is so, in words where there are any, and as a prediction would say it. */
      readonly label: string | undefined
      readonly truth: OutputPrediction | undefined
    }

interface ChosenSample {
  readonly index: number
  readonly label?: string
  readonly truth?: OutputPrediction | undefined
}

interface Needs {
  readonly host: Host
  readonly attempt: Attempt
  readonly models: Models
}

/** A question: everything that an answer depends on. */
interface Question {
  readonly key: string
  readonly model: Model
  readonly image: Image
}

/** The chosen model asked: about one image, and about its whole test set. */
export class Explore {
  readonly #needs: Needs
  readonly preparing: DigitPreparing
  /** The key says of which model. */
  #evaluated = $state.raw<{ readonly key: string; readonly evaluation: Evaluation }>()
  #evaluating = $state<string>()
  #stopped = $state<string>()
  /** How far the machine is with the evaluation. */
  progress = $state.raw<{ readonly done: number; readonly total: number }>()
  /** What was asked last, as it goes to the network. */
  image = $state.raw<Image>()
  view = $state<'testSet' | 'explain'>('testSet')
  /** What is drawn; it stays for every model. */
  strokes = $state.raw<readonly Stroke[]>([])
  asked = $state.raw<Asked>({ kind: 'drawing' })
  #predicted = $state.raw<{ readonly of: Question; readonly prediction: Prediction }>()
  /** What the machine was asked last, so that it is asked once. */
  #question: Question | undefined

  readonly model = $derived.by(() => this.#needs.models.chosen)
  /** What is known of the data that it reads. */
  readonly fields = $derived(this.model ? fieldsOf(this.model) : [])
  readonly #key = $derived.by(() => this.#needs.models.key)
  readonly evaluation = $derived(this.#evaluated?.key === this.#key ? this.#evaluated?.evaluation : undefined)
  readonly isEvaluating = $derived(this.#evaluating !== undefined && this.#evaluating === this.#key)
  readonly isStopped = $derived(this.#stopped !== undefined && this.#stopped === this.#key)
  /** What the model delivers. */
  readonly kind = $derived.by(() => {
    if (this.model === undefined) return 'features'
    const { document, datasets } = this.model
    return outputOf(inferNetwork(document, datasets), datasets)?.kind ?? 'features'
  })
  /** What the chosen model says of the image: of an image before, while the next answer is awaited, but of no other model. */
  readonly prediction = $derived(
    this.image !== undefined && this.#predicted?.of.key === this.#key ? this.#predicted?.prediction : undefined
  )
  /** What is true of the sample that was asked about, where that is known. */
  readonly truth = $derived(this.asked.kind === 'sample' ? this.asked.truth : undefined)

  readonly #predict = createLatest<Question>(async question => {
    const { host, models, attempt } = this.#needs
    const { model, image } = question
    const prediction = await attempt(message('explore/predict'), () =>
      host.predict({ ...models.queryOf(model), image })
    )
    // What was cleared meanwhile, or asked of another model, is not answered.
    if (prediction !== undefined && this.#question?.key === question.key) this.#predicted = { of: question, prediction }
  })

  constructor(needs: Needs) {
    this.#needs = needs
    this.preparing = new DigitPreparing(needs.host, () => this.model)
    // For as long as the window lives.
    needs.host.on('evaluating', progress => {
      if (this.isEvaluating) this.progress = progress
    })
  }

  /**
   * Asks the chosen model about what the one before was asked. Reads what it depends on, so that effects run it again. A
   * sample of other data is let go: the model that is named beside it never saw its like.
   */
  follow(): void {
    const [model, key, image, asked] = [this.model, this.#key, this.image, this.asked]
    if (image === undefined || model === undefined || key === undefined) return
    if (asked.kind === 'sample' && !isEqual(asked.settings, model.samples?.settings)) this.clear()
    else if (this.#question?.key !== key) this.#ask(image)
  }

  /** The last of several images in quick succession is answered for certain. */
  askDrawing(image: Image): void {
    this.asked = { kind: 'drawing' }
    this.#ask(image)
  }

  /** Asks about a sample of the model's dataset, with what is known to be true of it. */
  async chooseSample({ index, label, truth }: ChosenSample): Promise<void> {
    const { host, models, attempt } = this.#needs
    const { model } = this
    if (model?.samples === undefined) return
    const { project } = models.queryOf(model)
    const query = { indices: [index], offset: 0, count: 1 }
    const { settings } = model.samples
    const samples = await attempt(message('data/load'), () => host.samples({ project, settings, query }))
    const image = samples && samplesOf(samples)[0]?.image
    if (image === undefined || this.model?.id !== model.id) return
    this.asked = { kind: 'sample', settings, index, image, label, truth }
    this.#ask(image)
  }

  async askFile(file: File): Promise<void> {
    const { host, attempt } = this.#needs
    await this.lookAtSamples()
    // Of a file that is larger than any image no more is read than shows that.
    const bytes = new Uint8Array(await file.slice(0, largestImageFile + 1).arrayBuffer())
    const image = await attempt(message('explore/decode'), () => host.decodeImage({ file: bytes }))
    if (image !== undefined) this.#askFileAgain({ kind: 'file', name: file.name, image, isInverted: false })
  }

  /** Swaps light and dark in an image from a file. */
  invert(): void {
    if (this.asked.kind === 'file') this.#askFileAgain({ ...this.asked, isInverted: !this.asked.isInverted })
  }

  /** Asks about an image from a file as it is prepared for the chosen model. */
  askFileAgain(): void {
    if (this.asked.kind === 'file') this.#askFileAgain(this.asked)
  }

  clear(): void {
    this.asked = { kind: 'drawing' }
    this.image = undefined
    this.#question = undefined
    this.#predicted = undefined
  }

  /** Finds out whether digits are prepared for the chosen model. */
  async lookAtSamples(): Promise<void> {
    const { models } = this.#needs
    if (this.model !== undefined) await this.preparing.look(models.queryOf(this.model).project)
  }

  /** Lets the machine open the model before the first stroke, which would otherwise wait for it. */
  async warmUp(): Promise<void> {
    const { model } = this
    if (model === undefined) return
    const { host, models, attempt } = this.#needs
    const image = fieldOf(this.fields, 'image')
    if (image === undefined) return
    const { height, width, channels } = image
    const blank = { height, width, channels, bytes: new Uint8Array(height * width * channels) }
    await attempt(message('explore/predict'), () => host.predict({ ...models.queryOf(model), image: blank }))
  }

  /** Evaluates the test set with the model, once. */
  async evaluate(): Promise<void> {
    const { host, models, attempt } = this.#needs
    const [model, key] = [this.model, this.#key]
    if (model?.samples === undefined || key === undefined || this.#evaluating === key || this.evaluation !== undefined)
      return
    if (this.#stopped === key) return
    this.#evaluating = key
    this.progress = undefined
    const evaluation = await attempt(message('explore/evaluate'), () =>
      host.evaluate({ ...models.queryOf(model), split: 'test' }).catch(undefinedIf('job/stopped'))
    )
    // What failed once is not tried again by itself; what another model took the place of is.
    if (this.#key === key) {
      if (evaluation === undefined) this.#stopped = key
      else this.#evaluated = { key, evaluation }
    }
    if (this.#evaluating === key) this.#evaluating = undefined
  }

  async stopEvaluating(): Promise<void> {
    const { host, attempt } = this.#needs
    this.#stopped = this.#key
    await attempt(message('explore/evaluate'), () => host.stop({ call: 'evaluate' }))
  }

  /** Evaluates after all what was stopped. */
  async evaluateAgain(): Promise<void> {
    this.#stopped = undefined
    await this.evaluate()
  }

  forget(): void {
    this.#evaluated = undefined
    this.#evaluating = undefined
    this.#stopped = undefined
    this.strokes = []
    this.clear()
  }

  #ask(image: Image): void {
    this.image = image
    const [model, key] = [this.model, this.#key]
    if (model === undefined || key === undefined) return
    this.#question = { key, model, image }
    this.#predict(this.#question)
  }

  #askFileAgain(file: Extract<Asked, { kind: 'file' }>): void {
    this.asked = file
    const { height, width } = fieldOf(this.fields, 'image') ?? file.image
    if (this.preparing.isOn) this.#ask(prepareDigit(inkOfPhoto(file.image), [height, width]))
    else this.#ask(file.isInverted ? inverted(file.image) : file.image)
  }
}

function inverted({ bytes, ...rest }: Image): Image {
  return { ...rest, bytes: bytes.map(value => 255 - value) }
}
