/** The same thing in two lists, or a thing that only one of them has. */
export interface Pair<Value> {
  readonly before: Value | undefined
  readonly after: Value | undefined
}

export type Side = keyof Pair<unknown>

/**
 * Pairs what has the same key in both lists; what is left is tried by the next key, so the surest comes first. Where
 * several have the same key they are paired in their order. Exchanging the lists exchanges the sides of every pair.
 */
export function pairBy<Value>(
  before: readonly Value[],
  after: readonly Value[],
  keys: readonly ((value: Value, side: Side) => string)[]
): readonly Pair<Value>[] {
  const partners = new Map<Value, Value>()
  const taken = new Set<Value>()
  for (const key of keys) {
    const waiting = new Map<string, Value[]>()
    for (const value of after) {
      if (taken.has(value)) continue
      const text = key(value, 'after')
      const others = waiting.get(text)
      if (others === undefined) waiting.set(text, [value])
      else others.push(value)
    }
    for (const value of before) {
      const partner = partners.has(value) ? undefined : waiting.get(key(value, 'before'))?.shift()
      if (partner === undefined) continue
      partners.set(value, partner)
      taken.add(partner)
    }
  }
  return [...inOrderOfBoth(before, after, partners)]
}

/** The later list's order; what only the earlier one has stands behind what came before it there. */
function* inOrderOfBoth<Value>(
  before: readonly Value[],
  after: readonly Value[],
  partners: ReadonlyMap<Value, Value>
): Iterable<Pair<Value>> {
  const origins = new Map([...partners].map(([from, to]) => [to, from]))
  const gone = new Map<Value | undefined, Value[]>()
  let anchor: Value | undefined
  for (const value of before) {
    if (partners.has(value)) anchor = value
    else gone.set(anchor, [...(gone.get(anchor) ?? []), value])
  }
  const removed = (at: Value | undefined): readonly Pair<Value>[] =>
    (gone.get(at) ?? []).map(value => ({ before: value, after: undefined }))
  yield* removed(undefined)
  for (const value of after) {
    const origin = origins.get(value)
    yield { before: origin, after: value }
    if (origin !== undefined) yield* removed(origin)
  }
}
