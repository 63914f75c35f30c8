/**
 * Each has a place of its own, which it keeps for as long as it is in: whoever has one loses it, whoever has none gets
 * the first that is free.
 */
export function toggledPlace(taken: ReadonlyMap<string, number>, id: string): ReadonlyMap<string, number> {
  const others = [...taken].filter(([each]) => each !== id)
  const places = others.map(([, place]) => place)
  const free = [...others, undefined].findIndex((_, place) => !places.includes(place))
  return new Map(taken.has(id) ? others : [...others, [id, free]])
}
