/** Says whether the person asked to stop. Asked after each step, so whoever sets it needs a turn of the event loop. */
export interface StopSignal {
  readonly isStopped: boolean
}
