import { inputsOf, type Operation, type Tensor } from '../ops/define-op.ts'
import type { EntryPoint } from './program.ts'

/**
 * What an entry point needs, in the order in which it was built. Nothing is looked for behind the operations that
 * `known` has; they are left out.
 */
export function reachable(
  { fetches, updates }: Pick<EntryPoint, 'fetches' | 'updates'>,
  known: { has(operation: Operation): boolean } = new Set()
): readonly Operation[] {
  const found = new Set<Operation>()
  const waiting: Operation[] = [...updates, ...Object.values(fetches).map(tensor => tensor.operation)]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next) || known.has(next)) continue
    found.add(next)
    waiting.push(...inputsOf(next).map(input => input.operation))
  }
  return [...found].sort((left, right) => left.id - right.id)
}

/** The operations whose outputs change with one of the sources; the sources' own included. */
export function dependants(operations: readonly Operation[], sources: readonly Tensor[]): ReadonlySet<Operation> {
  const found = new Set(sources.map(source => source.operation))
  for (const operation of operations) {
    if (inputsOf(operation).some(input => found.has(input.operation))) found.add(operation)
  }
  return found
}
