interface Known<Made> {
  readonly parts: readonly unknown[]
  readonly made: Made
}

/**
 * What was made of a record for as long as all that it was made from is the same: pictures of thousands of nodes follow
 * an edit of one. Only the last is kept, or so many of the last.
 */
export function rememberByRecord<Made>(
  count = 1
): (record: object, parts: readonly unknown[], make: () => Made) => Made {
  const memory = new WeakMap<object, readonly Known<Made>[]>()
  return (record, parts, make) => {
    const known = memory.get(record) ?? []
    const found = known.find(each => each.parts.every((part, index) => part === parts[index]))
    if (found !== undefined && found === known[0]) return found.made
    const { made } = found ?? { made: make() }
    memory.set(record, [{ parts, made }, ...known.filter(each => each !== found)].slice(0, count))
    return made
  }
}
