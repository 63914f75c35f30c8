import type { NodeId } from '../../../core/graph/drawing.ts'
import { nodeOfStep } from '../graph-position.ts'

/** What belongs to layers, by the steps on the way down to them as paths have them: `n4/n2`, in its third repeat `n4[3]/n2`. */
export interface Paths<Layer> {
  readonly layers: ReadonlyMap<string, Layer>
  /** By the way down to a block: the steps into its repeats, in their order. */
  readonly steps: ReadonlyMap<string, readonly NodeId[]>
}

/** The layers of a network in their order. In its keys, `n4[1]/n2`, the first repeat has a number too. */
export function indexPaths<Layer extends { readonly key: string }>(inOrder: readonly Layer[]): Paths<Layer> {
  const layers = new Map<string, Layer>()
  const paths = new Map([['', '']])
  const steps = new Map<string, NodeId[]>()
  const pathTo = (key: string): string => {
    const known = paths.get(key)
    if (known !== undefined) return known
    const end = key.lastIndexOf('/') + 1
    const around = pathTo(key.slice(0, Math.max(0, end - 1)))
    const step = key.slice(end)
    const block = joined(around, nodeOfStep(step))
    const before = steps.get(block)
    const own = before === undefined ? nodeOfStep(step) : step
    if (before === undefined) steps.set(block, [own])
    else before.push(own)
    const path = joined(around, own)
    paths.set(key, path)
    return path
  }
  for (const layer of inOrder) {
    const end = layer.key.lastIndexOf('/') + 1
    layers.set(joined(pathTo(layer.key.slice(0, Math.max(0, end - 1))), layer.key.slice(end)), layer)
  }
  return { layers, steps }
}

function joined(around: string, step: string): string {
  return around === '' ? step : `${around}/${step}`
}
