import type { Place } from '../../../core/problem.ts'
import { isSeen } from '../../canvas/graph-place.ts'
import { nodesOnPath } from '../../canvas/scene/problem-path.ts'
import type { Studio } from '../../state/studio.svelte.ts'

/**
 * Selects the node that a problem is on, by the instances that its path names. Where those are not unfolded on the
 * canvas, the graph with the node is opened.
 */
export function showNode({ project, selection, unfolding }: Studio, { node, path }: Place): void {
  if (node === undefined) return
  const nodes = nodesOnPath(project.document, path)
  if (nodes.at(-1) !== node) {
    selection.reveal(node)
    return
  }
  const instances = nodes.slice(0, -1)
  if (!isSeen(instances, selection.shown.path, unfolding.paths)) selection.open(instances)
  selection.select([node], [], [], instances)
}
