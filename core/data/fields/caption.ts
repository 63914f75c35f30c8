import { z } from 'zod'
import { defineField, type Column } from './define-field.ts'

const facts = z.object({
  name: z.string(),
  role: z.literal('caption'),
  /** The most words of one sample. */
  bound: z.int().positive(),
  /** What the ids mean; the first is the padding's, which is no word. */
  words: z.array(z.string()).readonly()
})
export type CaptionFacts = Readonly<z.infer<typeof facts>>

export function packWords(sentence: string, words: readonly string[], bound: number): Int32Array {
  const row = new Int32Array(bound)
  row.set(
    sentence
      .split(' ')
      .slice(0, bound)
      .map(word => Math.max(0, words.indexOf(word)))
  )
  return row
}

export function unpackWords(row: Column, words: readonly string[]): string {
  return Array.from(row)
    .filter(id => id > 0)
    .map(id => words[id] ?? '?')
    .join(' ')
}

/** [bound] word ids. The mask of what is no padding is where an id is not 0, as in Keras's `mask_zero`. */
export const caption = defineField<CaptionFacts>({
  role: 'caption',
  label: 'Caption',
  summary: 'A sentence about each sample.',
  facts,
  isTarget: true,
  row: ({ bound }) => ({ dtype: 'int32', shape: [bound] }),
  identity: ({ name, bound, words }) => [name, 'caption', bound, words],
  build: fed => fed,
  describe: ({ bound, words }) => `up to ${bound} words of ${words.length - 1}`,
  misfit({ bound, words }, row) {
    if (row.length !== bound) return `${row.length} words; room for ${bound}.`
    return row.every(id => id >= 0 && id < words.length) ? undefined : 'A word that is not among the known ones.'
  },
  text: ({ words }, row) => unpackWords(row, words),
  example: { name: 'caption', role: 'caption', bound: 4, words: ['', 'a', 'red', 'square'] }
})
