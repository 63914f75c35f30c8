import type { GraphNode, NodeId } from './drawing.ts'

/** The node that says a node's settings: the one whose weights it uses, or itself. */
export function settingsOf(node: GraphNode, nodes: Readonly<Record<NodeId, GraphNode>>): GraphNode {
  return (node.weightsOf === undefined ? undefined : nodes[node.weightsOf]) ?? node
}

/** Why a node can not use the weights of another; undefined where it can. */
export function whyNotShared(node: GraphNode, owner: GraphNode): string | undefined {
  if (owner.id === node.id) return 'that is the node itself'
  if (owner.graph !== node.graph) return 'it stands in another graph'
  if (owner.type !== node.type || owner.block !== node.block) return 'it is of another type'
  return owner.weightsOf === undefined ? undefined : 'it uses those of another node itself'
}

/** The node with weights and settings of its own, which are those that it used. */
export function withOwnWeights(node: GraphNode, owner: GraphNode): GraphNode {
  const { weightsOf: _, ...rest } = node
  const { parameters, repeat } = owner
  return { ...rest, parameters, ...(repeat === undefined ? {} : { repeat }) }
}

/**
 * Nodes as they stand by themselves, such as in a copy: those that use the weights of a node outside keep its settings,
 * and share the weights of the first of them.
 */
export function standingAlone(
  members: readonly GraphNode[],
  nodes: Readonly<Record<NodeId, GraphNode>>
): readonly GraphNode[] {
  const inside = new Set(members.map(({ id }) => id))
  const heirs = new Map<NodeId, NodeId>()
  return members.map(node => {
    const { weightsOf } = node
    if (weightsOf === undefined || inside.has(weightsOf)) return node
    const heir = heirs.get(weightsOf)
    if (heir !== undefined) return { ...node, weightsOf: heir }
    heirs.set(weightsOf, node.id)
    return withOwnWeights(node, settingsOf(node, nodes))
  })
}

interface Sharing {
  readonly key: string
  readonly weightsKey: string
}

/** Layers whose weights are those of a layer among them: where the named one is not there, as it is bypassed, the first. */
export function withOwners<Layer extends Sharing>(layers: readonly Layer[]): readonly Layer[] {
  if (layers.every(({ key, weightsKey }) => key === weightsKey)) return layers
  const owners = new Map(layers.map(({ key }) => [key, key]))
  return layers.map(layer => {
    const owner = owners.get(layer.weightsKey) ?? layer.key
    owners.set(layer.weightsKey, owner)
    return owner === layer.weightsKey ? layer : { ...layer, weightsKey: owner }
  })
}
