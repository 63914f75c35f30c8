import type { Document } from '../../../core/document/records.ts'
import type { NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'

/** The nodes on the way that a problem's path names, `stage2[3]/conv1`, from the root down; as far as they exist. */
export function nodesOnPath(document: Document, path: string): readonly NodeId[] {
  const ids: NodeId[] = []
  let graph = document.root
  for (const step of path.split('/')) {
    const name = step.replace(/\[\d+\]$/, '')
    const node = [...graphOf(document, graph).nodes.values()].find(each => each.name === name)
    if (node === undefined) break
    ids.push(node.id)
    graph = document.blocks[node.block ?? '']?.graph ?? ''
  }
  return ids
}
