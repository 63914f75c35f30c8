import { tick } from 'svelte'

/**
 * A value that follows another once the frame that shows its change on the canvas has been painted: what is built beside
 * the canvas does not hold that frame up. Made where effects can be.
 */
export class AfterFrame<Value> {
  readonly #source: () => Value
  current: Value

  constructor(source: () => Value) {
    this.#source = source
    this.current = $state.raw(source())

    $effect(() => {
      const next = source()
      let timer: ReturnType<typeof setTimeout> | undefined
      const frame = requestAnimationFrame(() => {
        timer = setTimeout(() => {
          this.current = next
        })
      })
      return () => {
        cancelAnimationFrame(frame)
        clearTimeout(timer)
      }
    })
  }

  /** At once, for whoever needs what follows from it. */
  catchUp(): Promise<void> {
    this.current = this.#source()
    return tick()
  }
}
