import { bytesText, numberText } from '../../core/number-text.ts'
import type { MemoryParts } from '../../core/train/memory/memory.ts'
import { recipeBounds } from '../../core/recipe/recipe.ts'
import { message } from './message.ts'

interface Expected {
  readonly expected: (MemoryParts & { readonly total: number; readonly batch: number }) | undefined
  readonly largestBatch: number | undefined
}

/** `Training memory at 32: 41 MB, largest batch here 4,096`. A recipe takes no batch above the largest that is looked for. */
export function memoryText({ expected, largestBatch }: Expected): string {
  if (expected === undefined) return ''
  const values = { batch: numberText(expected.batch), bytes: bytesText(expected.total) }
  if (largestBatch === undefined) return message('memory/expected', values)
  if (largestBatch === 0) return message('memory/none', values)
  if (largestBatch === recipeBounds.batchSize.max) return message('memory/any', values)
  return message('memory/largest', { ...values, largest: numberText(largestBatch) })
}

/** What it is made of, a part a line. */
export function memoryPartsText(parts: MemoryParts): string {
  const names = ['weights', 'optimizer', 'images', 'activations', 'gradients', 'idle', 'graph', 'saving'] as const
  return names.map(name => `${message(`memory/${name}`)} ${bytesText(parts[name])}`).join('\n')
}
