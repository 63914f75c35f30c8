import { message } from './message.ts'

const mostNamed = 3

/** The first places of a file that this version does not know, and how many more there are. */
export function lostText(places: readonly string[]): string {
  const named = places.slice(0, mostNamed).join(', ')
  const count = places.length - mostNamed
  return count > 0 ? message('safety/newerMore', { positions: named, count }) : named
}
