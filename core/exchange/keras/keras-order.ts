import { assert } from '../../assert.ts'
import type { ConfiguredNode } from './config.ts'

/**
 * The nodes in the order that Keras itself gives them when it builds the model: the farthest from an output first, and
 * among equally far ones those that a depth-first walk back from the outputs meets first. Keras files weights by this
 * order and class, not by name; `map_graph` in its keras/src/ops/function.py. Nodes that lead to no output are left
 * out. A graph with a circle has no such order; then the name of a layer in it.
 */
export function inKerasOrder<Node extends ConfiguredNode>(
  nodes: readonly Node[],
  outputs: readonly string[]
): readonly Node[] | { readonly circle: string } {
  const walked = walkBack(new Map(nodes.map(node => [node.name, node])), outputs)
  if ('circle' in walked) return walked
  const { met, finished } = walked
  const distance = new Map<string, number>()
  for (const node of [...finished].reverse()) {
    const own = distance.get(node.name) ?? 0
    distance.set(node.name, own)
    for (const input of node.inputs) distance.set(input, Math.max(own + 1, distance.get(input) ?? 0))
  }
  const difference = (of: ReadonlyMap<string, number>, left: Node, right: Node): number =>
    (of.get(left.name) ?? 0) - (of.get(right.name) ?? 0)
  return [...finished].sort((left, right) => difference(distance, right, left) || difference(met, left, right))
}

interface Walk<Node> {
  /** How many nodes were met before each. */
  readonly met: ReadonlyMap<string, number>
  /** Each node after all that feed it. */
  readonly finished: readonly Node[]
}

/** A depth-first walk with a stack of its own: networks are deeper than JavaScript may call. */
function walkBack<Node extends ConfiguredNode>(
  byName: ReadonlyMap<string, Node>,
  outputs: readonly string[]
): Walk<Node> | { readonly circle: string } {
  const met = new Map<string, number>()
  const open = new Set<string>()
  const finished: Node[] = []
  const stack: { readonly node: Node; next: number }[] = []
  const enter = (name: string): void => {
    if (met.has(name)) return
    const node = byName.get(name)
    assert(node !== undefined, `The model has no layer ${name}.`)
    met.set(name, met.size)
    open.add(name)
    stack.push({ node, next: 0 })
  }
  for (const output of outputs) {
    enter(output)
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const input = top.node.inputs[top.next]
      top.next += 1
      if (input === undefined) {
        finished.push(top.node)
        open.delete(top.node.name)
        stack.pop()
      } else if (open.has(input)) return { circle: input }
      else enter(input)
    }
  }
  return { met, finished }
}
