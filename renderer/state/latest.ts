/**
 * Calls `task` with the newest input only: one call at a time, and what came meanwhile is answered by one more call for
 * the last of it. Keeps up with a pointer whatever a call costs.
 */
export function createLatest<Input>(task: (input: Input) => Promise<void>): (input: Input) => void {
  let isBusy = false
  let next: { readonly input: Input } | undefined

  async function run(): Promise<void> {
    isBusy = true
    while (next !== undefined) {
      const { input } = next
      next = undefined
      await task(input)
    }
    isBusy = false
  }

  return input => {
    next = { input }
    if (!isBusy) void run()
  }
}
