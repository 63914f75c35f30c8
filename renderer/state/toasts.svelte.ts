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
}

/** Errors stay until they are read; the rest goes by itself. */
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
      this.show({ tone, text: `${where.path}: ${message}`, detail: fix })
    }
  }

  dismiss(id: number): void {
    this.list = this.list.filter(toast => toast.id !== id)
  }
}
