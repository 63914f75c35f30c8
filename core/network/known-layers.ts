import type { GraphNode } from '../graph/drawing.ts'
import type { Problem } from '../problem.ts'

interface Known<Inferred> {
  readonly parts: readonly unknown[]
  readonly inferred: Inferred
  readonly problems: readonly Problem[]
}

/**
 * What was inferred last of a layer, by its node and its key in the expanded network, for as long as all that it was
 * inferred from is the same. The same object, so that what feeds on it is known by it in turn.
 */
export function rememberLayers<Inferred>() {
  const memory = new WeakMap<GraphNode, Map<string, Known<Inferred>>>()
  return (
    node: GraphNode,
    key: string,
    parts: readonly unknown[],
    infer: (tell: (problem: Problem) => void) => Inferred
  ): Known<Inferred> => {
    let byKey = memory.get(node)
    if (byKey === undefined) memory.set(node, (byKey = new Map()))
    const last = byKey.get(key)
    if (last?.parts.length === parts.length && last.parts.every((part, index) => part === parts[index])) return last
    const problems: Problem[] = []
    const known = { parts, inferred: infer(problem => problems.push(problem)), problems }
    byKey.set(key, known)
    return known
  }
}
