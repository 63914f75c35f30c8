const lasts = new Map<string, Promise<unknown>>()

/** Does one thing after the other for each key, so that a save and a journal entry never cross. */
export function inTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
  const before = lasts.get(key) ?? Promise.resolve()
  const result = before.then(work, work)
  const settled = result.then(
    () => undefined,
    () => undefined
  )
  lasts.set(key, settled)
  void settled.then(() => {
    if (lasts.get(key) === settled) lasts.delete(key)
  })
  return result
}
