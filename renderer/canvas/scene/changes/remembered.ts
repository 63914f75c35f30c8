/**
 * What was made of a record last, for as long as all that it was made from is the same: pictures of thousands of nodes
 * follow an edit of one.
 */
export function rememberByRecord<Made>(): (record: object, parts: readonly unknown[], make: () => Made) => Made {
  const memory = new WeakMap<object, { readonly parts: readonly unknown[]; readonly made: Made }>()
  return (record, parts, make) => {
    const known = memory.get(record)
    if (known !== undefined && known.parts.every((part, index) => part === parts[index])) return known.made
    const made = make()
    memory.set(record, { parts, made })
    return made
  }
}
