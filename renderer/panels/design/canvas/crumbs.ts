import type { Document } from '../../../../core/document/records.ts'
import type { NodeId } from '../../../../core/graph/drawing.ts'
import { nodeOfStep, repeatOfStep } from '../../../canvas/graph-position.ts'

export interface Crumb {
  readonly path: readonly NodeId[]
  readonly label: string
  /** The instance's own name, where it says more than the block's. */
  readonly note: string | undefined
}

/** The way from the root graph down to the open one, each step with its block. */
export function crumbsOf(document: Document, path: readonly NodeId[]): readonly Crumb[] {
  const steps = path.map((step, depth) => {
    const node = document.nodes[nodeOfStep(step)]
    const block = document.blocks[node?.block ?? '']
    const repeat = repeatOfStep(step)
    const own = node !== undefined && node.name !== block?.name ? node.name : undefined
    const note = repeat === undefined ? own : `${own ?? ''}[${repeat}]`
    return { path: path.slice(0, depth + 1), label: block?.label ?? step, note }
  })
  return [{ path: [], label: document.name, note: undefined }, ...steps]
}
