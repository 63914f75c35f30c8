import type { PlaceName } from '../../core/host/places.ts'
import { message } from '../messages/message.ts'
import { isHostError } from './host.ts'
import type { Toasts } from './toasts.svelte.ts'

/** What a failure is about: the place that is shown, or the whole window, as where a project cannot be saved. */
type Concern = 'place' | 'window'

/**
 * Runs something that may fail outside of our hands. What the machine refuses is shown with an offer to try again,
 * and gives undefined; a bug is logged under the label and shown as one. It is shown until the same succeeds, or its
 * place is left.
 */
export type Attempt = <Value>(
  label: string,
  task: () => Promise<Value>,
  concern?: Concern
) => Promise<Value | undefined>

/** `place` gives the place that is shown. */
export function createAttempt(toasts: Toasts, place: () => PlaceName | undefined = () => undefined): Attempt {
  return async function attempt(label, task, concern = 'place') {
    const about = concern === 'place' ? place() : undefined
    try {
      const value = await task()
      toasts.settle(label)
      return value
    } catch (error) {
      const retry = () => void attempt(label, task, concern)
      showError(toasts, label, error, { retry, place: about })
      return undefined
    }
  }
}

/** For `catch`: what fails with this code is no failure, as where the person stopped it. */
export function undefinedIf(code: string): (error: unknown) => undefined {
  return error => {
    if (isHostError(error) && error.code === code) return undefined
    throw error
  }
}

interface Shown {
  /** There is no offer to try again without it. */
  readonly retry?: () => void
  readonly place?: PlaceName | undefined
}

/** Shows what was thrown. */
export function showError(toasts: Toasts, label: string, error: unknown, { retry, place }: Shown = {}): void {
  const common = { tone: 'error', cause: label, place } as const
  if (isHostError(error)) {
    const action = retry && { label: message('error/retry'), run: retry }
    toasts.show({ ...common, text: error.message, detail: error.fix, action })
    return
  }
  console.error(label, error)
  toasts.show({ ...common, text: message('error/bug', { label }), detail: String(error) })
}
