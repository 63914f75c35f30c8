import type { BlockDefinition } from '../graph/drawing.ts'
import { inception } from './inception.ts'
import { residual } from './residual.ts'

/** The built-in blocks, in the order of the palette. */
export const blocks: readonly BlockDefinition[] = [residual, inception]

export function findBlock(id: string): BlockDefinition | undefined {
  return blocks.find(definition => definition.block.id === id)
}
