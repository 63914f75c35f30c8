import type { Image } from '../../../core/data/place-image.ts'
import { isEqual } from '../../../core/document/equal.ts'
import type { DatasetSettings } from '../../../core/data/dataset.ts'
import type { Model } from '../../../core/model/model.ts'
import { samplesOf } from '../data/samples.ts'
import type { Host } from '../host.ts'
import { boundsOf, centerOfMass, innerFraction, type Ink } from './prepare-digit.ts'

/** How many samples are looked at. */
const looked = 24
/** Pixels by which a sample may miss MNIST's form, which was made in whole ones. */
const tolerance = 1.6

/** Whether drawings and images are prepared as MNIST's digits were: where the samples that a model learned from were. */
export class DigitPreparing {
  readonly #host: Host
  #looked = $state.raw<{ readonly settings: DatasetSettings; readonly isMnist: boolean }>()
  #chosen = $state<boolean>()
  #looking: { readonly settings: DatasetSettings; readonly done: Promise<void> } | undefined
  readonly #model: () => Model | undefined

  readonly isOffered = $derived.by(() => {
    const settings = this.#model()?.samples?.settings
    return settings !== undefined && this.#looked?.isMnist === true && isEqual(this.#looked.settings, settings)
  })
  readonly isOn = $derived(this.isOffered && (this.#chosen ?? true))

  constructor(host: Host, model: () => Model | undefined) {
    this.#host = host
    this.#model = model
  }

  choose(isOn: boolean): void {
    this.#chosen = isOn
  }

  /** Looks at some samples of the model's dataset. What cannot be read is no reason to prepare anything. */
  async look(project: string): Promise<void> {
    const settings = this.#model()?.samples?.settings
    if (settings === undefined) return
    if (!isEqual(this.#looking?.settings, settings)) this.#looking = { settings, done: this.#lookAt(project, settings) }
    await this.#looking?.done
  }

  async #lookAt(project: string, settings: DatasetSettings): Promise<void> {
    const query = { offset: 0, count: looked }
    const samples = await this.#host.samples({ project, settings, query }).catch(() => undefined)
    const images = samples === undefined ? [] : samplesOf(samples).flatMap(({ image }) => image ?? [])
    this.#looked = { settings, isMnist: arePreparedDigits(images) }
  }
}

/**
 * Whether images are white strokes on black, scaled into the inner box and centered by their mass: most of them, for
 * some of MNIST's own are not quite.
 */
export function arePreparedDigits(images: readonly Image[]): boolean {
  return images.length > 0 && images.filter(isPreparedDigit).length >= images.length * 0.8
}

function isPreparedDigit({ height, width, channels, bytes }: Image): boolean {
  if (channels !== 1) return false
  const ink: Ink = { height, width, values: Float32Array.from(bytes, value => value / 255) }
  const box = boundsOf(ink)
  if (box === undefined) return false
  const side = Math.max((box.bottom - box.top) / height, (box.right - box.left) / width)
  const center = centerOfMass(ink)
  const pixels = Math.max(height, width)
  return (
    Math.abs(side - innerFraction) * pixels <= tolerance &&
    Math.abs(center.y - height / 2) <= tolerance &&
    Math.abs(center.x - width / 2) <= tolerance
  )
}
