import type { Rectangle } from '../points.ts'
import { titleHeight } from './container.ts'
import type { SceneNode } from './scene.ts'

const size = 20

/** Beside it, where an unfolded block is pressed that has repeats, to show all of them or the first one only. */
export function repeatsButtonOf(node: SceneNode): Rectangle | undefined {
  const fold = node.form === 'container' && node.repeat !== undefined ? foldButtonOf(node) : undefined
  return fold && { ...fold, left: fold.left - size, right: fold.left }
}

/** Where a block is pressed to be unfolded, or folded again; undefined for a node that holds nothing. */
export function foldButtonOf({
  isBlock,
  form,
  bounds
}: Pick<SceneNode, 'isBlock' | 'form' | 'bounds'>): Rectangle | undefined {
  if (!isBlock) return undefined
  const { right, top, bottom } = bounds
  const middle = form === 'container' ? top + titleHeight / 2 : bottom - 17
  return { left: right - 6 - size, right: right - 6, top: middle - size / 2, bottom: middle + size / 2 }
}
