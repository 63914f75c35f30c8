import { assert } from '../../assert.ts'
import type { GraphNode, NodeId } from '../../graph/drawing.ts'
import { whyNotShared, withOwnWeights } from '../../graph/shared-weights.ts'
import type { RecordStore } from '../record-store.ts'
import { nodeOf } from './lookups.ts'

/** Lets a node use another's weights and settings, or have its own. */
export function shareWeights(store: RecordStore, id: NodeId, owner: NodeId | undefined): void {
  const node = nodeOf(store, id)
  if (node.weightsOf === owner) return
  if (owner === undefined) {
    store.set('nodes', id, withOwnWeights(node, settingsOf(store, node)))
    return
  }
  const reason = whyNotShared(node, nodeOf(store, owner))
  assert(reason === undefined, `${id} can not use the weights of ${owner}: ${reason ?? ''}.`)
  const { repeat: _, ...rest } = node
  store.set('nodes', id, { ...rest, parameters: {}, weightsOf: owner })
  for (const user of usersOf(store, id)) store.set('nodes', user.id, { ...user, weightsOf: owner })
}

/** Before a node goes, or becomes another: the first that uses its weights has them from then on, with its settings. */
export function handOverWeights(store: RecordStore, owner: GraphNode): void {
  const [heir, ...others] = usersOf(store, owner.id)
  if (heir === undefined) return
  store.set('nodes', heir.id, withOwnWeights(heir, owner))
  for (const other of others) store.set('nodes', other.id, { ...other, weightsOf: heir.id })
}

/** The node that says a node's settings: the one whose weights it uses, or itself. */
export function settingsOf(store: RecordStore, node: GraphNode): GraphNode {
  return node.weightsOf === undefined ? node : nodeOf(store, node.weightsOf)
}

function usersOf(store: RecordStore, owner: NodeId): readonly GraphNode[] {
  return store.all('nodes').filter(({ weightsOf }) => weightsOf === owner)
}
