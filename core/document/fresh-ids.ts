import { newId } from './new-id.ts'
import type { Document } from './records.ts'

/** Makes ids that neither the document has nor this function has given. */
export function freshIds({ nodes, edges, blocks, notes, root }: Document): (prefix: string) => string {
  const given = new Set<string>([root, ...Object.values(blocks).map(({ graph }) => graph)])
  return prefix => {
    const id = newId(
      prefix,
      taken => given.has(taken) || [nodes, edges, blocks, notes].some(records => Object.hasOwn(records, taken))
    )
    given.add(id)
    return id
  }
}
