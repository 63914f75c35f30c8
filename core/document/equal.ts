/** Whether two values of plain JSON are the same; an absent key equals an undefined one. */
export function isEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const one = left as Readonly<Record<string, unknown>>
  const other = right as Readonly<Record<string, unknown>>
  return (
    Object.keys(one).every(key => isEqual(one[key], ownValue(other, key))) &&
    Object.keys(other).every(key => Object.hasOwn(one, key) || other[key] === undefined)
  )
}

function ownValue(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
