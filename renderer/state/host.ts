import type { HostBridge } from '../../core/host/host.ts'
import type { HostError } from '../../core/host/host-error.ts'

/** The machine, as the window sees it. */
export type Host = HostBridge<File>

declare global {
  interface Window {
    /** Put there before the window's own code runs. */
    readonly host: Host
  }
}

/** Disk, dialog or engine failed; anything else that is thrown is a bug of ours. */
export function isHostError(error: unknown): error is HostError {
  return (
    typeof error === 'object' &&
    error !== null &&
    !(error instanceof Error) &&
    'code' in error &&
    typeof error.code === 'string' &&
    'message' in error &&
    typeof error.message === 'string'
  )
}
