/** Disk, dialog or engine failed. Crosses IPC as plain data; the window shows it and offers to try again. */
export interface HostError {
  readonly code: string
  readonly message: string
  readonly fix?: string
}

/** A canceled dialog is undefined, never an error. */
export type Cancelable<Value> = Value | undefined
