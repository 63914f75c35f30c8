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

export interface Toasts {
  readonly list: readonly Toast[]
  show(toast: Omit<Toast, 'id'>): void
  dismiss(id: number): void
}

/** Errors stay until they are read; the rest goes by itself. */
const shownMs = 6000
const mostShown = 4

export function createToasts(): Toasts {
  let list = $state.raw<readonly Toast[]>([])
  let lastId = 0

  function dismiss(id: number): void {
    list = list.filter(toast => toast.id !== id)
  }

  return {
    get list() {
      return list
    },
    show(toast) {
      const id = (lastId += 1)
      const others = list.filter(other => other.text !== toast.text)
      list = [...others, { ...toast, id }].slice(-mostShown)
      if (toast.tone !== 'error') setTimeout(() => dismiss(id), shownMs)
    },
    dismiss
  }
}
