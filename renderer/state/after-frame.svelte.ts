import { tick } from 'svelte'

export interface Follower<Value> {
  readonly current: Value
  /** At once, for whoever needs what follows from it. */
  catchUp(): Promise<void>
}

/**
 * A value that follows another once the frame that shows its change on the canvas has been painted: what is built beside
 * the canvas does not hold that frame up. Made where effects can be.
 */
export function afterFrame<Value>(source: () => Value): Follower<Value> {
  let current = $state.raw(source())

  $effect(() => {
    const next = source()
    let timer: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => {
        current = next
      })
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  })

  return {
    get current() {
      return current
    },
    catchUp() {
      current = source()
      return tick()
    }
  }
}
