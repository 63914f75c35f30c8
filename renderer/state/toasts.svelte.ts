import type { PlaceName } from '../../core/host/places.ts'
import type { Problem } from '../../core/problem.ts'

export type ToastTone = 'plain' | 'good' | 'warning' | 'error'

export interface ToastAction {
  readonly label: string
  run(): void
}

export interface Toast {
  readonly id: number
  readonly tone: ToastTone
  readonly text: string
  /** A second, quieter sentence: how to mend it. */
  readonly detail?: string | undefined
  readonly action?: ToastAction | undefined
  /** What failed. It goes once that succeeds. */
  readonly cause?: string | undefined
  /** The place that it is about, where it goes once that is left; left out for what concerns the whole window. */
  readonly place?: PlaceName | undefined
}

/** Errors stay as long as their cause; the rest goes by itself. */
const shownMs = 6000
const mostShown = 4

export class Toasts {
  /** The newest last. */
  list = $state.raw<readonly Toast[]>([])
  #lastId = 0

  show(toast: Omit<Toast, 'id'>): void {
    const id = (this.#lastId += 1)
    const others = this.list.filter(other => other.text !== toast.text)
    this.list = [...others, { ...toast, id }].slice(-mostShown)
    if (toast.tone !== 'error') setTimeout(() => this.dismiss(id), shownMs)
  }

  /** Problems for which there is no other place, each with where it is. */
  tell(problems: readonly Problem[], tone: ToastTone = 'warning'): void {
    for (const { where, message, fix } of problems) {
      // A message that names the place itself needs it no second time.
      this.show({ tone, text: message.includes(where.path) ? message : `${where.path}: ${message}`, detail: fix })
    }
  }

  dismiss(id: number): void {
    this.list = this.list.filter(toast => toast.id !== id)
  }

  /** What failed before has succeeded. */
  settle(cause: string): void {
    if (this.list.some(toast => toast.cause === cause)) this.list = this.list.filter(toast => toast.cause !== cause)
  }

  /** Another place is shown: what was about the one before goes. */
  moveTo(place: PlaceName): void {
    this.list = this.list.filter(toast => toast.place === undefined || toast.place === place)
  }

  /** Another project is opened: what went wrong with the one before is over. */
  forgetErrors(): void {
    this.list = this.list.filter(({ tone }) => tone !== 'error')
  }
}
