const namePattern = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/

/** Names go into paths, weight files and generated code: a letter first, then letters, digits, `_` and `-`. */
export function isName(name: string): boolean {
  return namePattern.test(name)
}

/** The nearest allowed name to what a person typed, or undefined when nothing of it can stay. */
export function cleanName(typed: string): string | undefined {
  const name = typed
    .trim()
    .replace(/[^A-Za-z0-9_-]+/g, '_')
    .replace(/^[^A-Za-z]+/, '')
    .slice(0, 64)
    .replace(/_+$/, '')
  return isName(name) ? name : undefined
}

/** The wanted name, or the next free one: `conv1` leads to `conv2`, and `conv2d` to `conv2d_2`. */
export function uniqueName(wanted: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(wanted)) return wanted
  const [, stem = wanted, digits] = /^(.*?)(\d+)$/.exec(wanted) ?? []
  const prefix = digits === undefined ? `${wanted}_` : stem
  for (let count = digits === undefined ? 2 : Number(digits) + 1; ; count += 1) {
    const name = `${prefix}${count}`
    if (!isTaken(name)) return name
  }
}
