import type { Document } from '../../../core/document/records.ts'
import type { NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { stepInto } from '../graph-position.ts'
import { repeatsOf } from './levels/instance-scope.ts'

/**
 * The steps on the way that a problem's path names, `stage2[3]/conv1`, from the root down, as far as they exist: what
 * stands at its end as the last of them.
 */
export function stepsOnPath(document: Document, path: string): readonly NodeId[] {
  const steps: NodeId[] = []
  let graph = document.root
  for (const part of path.split('/')) {
    const [, name = part, repeat] = /^(.*?)(?:\[(\d+)\])?$/.exec(part) ?? []
    const node = [...graphOf(document, graph).nodes.values()].find(each => each.name === name)
    if (node === undefined) break
    steps.push(repeat === undefined ? node.id : stepOf(document, [...steps, node.id], Number(repeat)))
    graph = document.blocks[node.block ?? '']?.graph ?? ''
  }
  return steps
}

/** Into the first repeat without a number. */
function stepOf(document: Document, block: readonly NodeId[], repeat: number): NodeId {
  const id = block.at(-1) ?? ''
  const first = document.nodes[id]?.when === undefined ? 1 : repeatsOf(document, block)[0]?.index
  return stepInto(id, repeat === first ? undefined : repeat)
}
