import type { Place } from '../../../core/problem.ts'
import { nodesOnPath } from '../../canvas/scene/problem-path.ts'
import type { Studio } from '../../state/studio.svelte.ts'

/** Opens the graph in which a problem is, by the instances that its path names, and selects its node. */
export function showNode({ project, selection }: Studio, { node, path }: Place): void {
  if (node === undefined) return
  const nodes = nodesOnPath(project.document, path)
  if (nodes.at(-1) !== node) {
    selection.reveal(node)
    return
  }
  const instances = nodes.slice(0, -1)
  if (instances.join('/') !== selection.path.join('/')) selection.open(instances)
  selection.select([node])
}
