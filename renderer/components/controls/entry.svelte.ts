/** What is typed into one field and is not its value yet. */
export interface Entry {
  /** Undefined where the field shows its value. */
  readonly typed: string | undefined
  /** Keeps what is typed. `problem` says why it cannot be the value; undefined where it can. */
  keep(typed: string, problem: string | undefined): void
  drop(): void
}

/** The entry of a field that nothing waits for: what is typed goes with the field. */
export function ownEntry(): Entry {
  let typed = $state<string>()
  return {
    get typed() {
      return typed
    },
    keep: text => (typed = text),
    drop: () => (typed = undefined)
  }
}
