import { message } from '../messages/message.ts'
import { isHostError } from './host.ts'
import type { Toasts } from './toasts.svelte.ts'

/**
 * Runs something that may fail outside of our hands. What the machine refuses is shown with an offer to try again,
 * and gives undefined; a bug is logged under the label and shown as one.
 */
export type Attempt = <Value>(label: string, task: () => Promise<Value>) => Promise<Value | undefined>

export function createAttempt(toasts: Toasts): Attempt {
  return async function attempt(label, task) {
    try {
      return await task()
    } catch (error) {
      showError(toasts, label, error, () => void attempt(label, task))
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

/** Shows what was thrown. Without `retry` there is no offer to try again. */
export function showError(toasts: Toasts, label: string, error: unknown, retry?: () => void): void {
  const action = retry && { label: message('error/retry'), run: retry }
  if (isHostError(error)) {
    toasts.show({ tone: 'error', text: error.message, detail: error.fix, action })
    return
  }
  console.error(label, error)
  toasts.show({ tone: 'error', text: message('error/bug', { label }), detail: String(error) })
}
