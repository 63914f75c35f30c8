import { inputsOf, type Operation } from '../ops/tensor.ts'
import type { EntryPoint } from './program.ts'

/** What an entry point needs, in the order in which it was built. */
export function reachable({ fetches, updates }: Pick<EntryPoint, 'fetches' | 'updates'>): readonly Operation[] {
  const found = new Set<Operation>()
  const waiting: Operation[] = [...updates, ...Object.values(fetches).map(tensor => tensor.operation)]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue
    found.add(next)
    waiting.push(...inputsOf(next).map(input => input.operation))
  }
  return [...found].sort((left, right) => left.id - right.id)
}
