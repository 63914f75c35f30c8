/** Throws when something that the code takes for granted is not so: a bug, never a person's mistake. */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence)
}

/** Ends an exhaustive switch, so that a new variant breaks the build. */
export function unreachable(value: never): never {
  throw new Error(`Unexpected value ${JSON.stringify(value)}.`)
}
