import { isEqual } from '../../../../core/document/equal.ts'

/** The items of the last scene where they look the same, so that whoever compares two scenes sees what has changed. */
export function keepUnchanged<Id, Item>(
  before: ReadonlyMap<Id, Item> | undefined,
  after: ReadonlyMap<Id, Item>
): ReadonlyMap<Id, Item> {
  if (before === undefined) return after
  const kept = new Map<Id, Item>()
  for (const [id, item] of after) {
    const known = before.get(id)
    kept.set(id, known !== undefined && isEqual(known, item) ? known : item)
  }
  return kept
}
