import { applyRepair } from '../../../../core/document/apply-repair.ts'
import type { Draft } from '../../../../core/document/draft.ts'
import type { NodeId } from '../../../../core/graph/drawing.ts'
import { graphOf } from '../../../../core/graph/graph.ts'
import type { Problem } from '../../../../core/problem.ts'
import { flowOf } from '../../../canvas/edits/arrange/flow.ts'
import { positionsOf } from '../../../canvas/edits/arrange/placement.ts'
import { makeRoom } from '../../../canvas/edits/arrange/room.ts'
import { message } from '../../../messages/message.ts'
import type { Studio } from '../../../state/studio.svelte.ts'

/** Applies the mend that a problem offers, as one step that can be undone. */
export function repair({ project }: Studio, problem: Problem): void {
  if (problem.repair === undefined) return
  project.edit(message('step/repair', { label: problem.repair.label }), draft => {
    const positions = positionsAround(draft, problem)
    const added = applyRepair(draft, problem)
    if (added === undefined) return
    for (const [node, position] of positions) draft.move(node, position)
    position(draft, added)
  })
}

/** Where the nodes are seen that have no position of their own yet, in the graph that gets a new one. */
function positionsAround(draft: Draft, { repair: offered, where }: Problem) {
  const { document } = draft
  const graph = document.nodes[offered?.add?.before?.node ?? where.node ?? '']?.graph ?? document.root
  return [...positionsOf(document, graph)].filter(([id]) => document.positions[id] === undefined)
}

/** Puts a new node where the one stood that it feeds, which moves on with all that follows; one at an end, after what feeds it. */
function position(draft: Draft, added: NodeId): void {
  const { document } = draft
  const graph = document.nodes[added]?.graph ?? document.root
  const { incoming, outgoing } = graphOf(document, graph)
  const [after] = outgoing(added)
  const [before] = incoming(added)
  const target = after && document.positions[after.to.node]
  const source = before && document.positions[before.from.node]
  if (after !== undefined && target !== undefined) {
    makeRoom(draft, graph, after.to.node)
    draft.move(added, target)
  } else if (source !== undefined) draft.move(added, flowOf(document, graph).ahead(source))
}
