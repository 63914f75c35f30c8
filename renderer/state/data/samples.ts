import { type DatasetSettings, type FieldRows, rowAt } from '../../../core/data/dataset.ts'
import { fieldOf, type FieldFacts, roleOf } from '../../../core/data/fields/catalogue.ts'
import type { Column } from '../../../core/data/fields/define-field.ts'
import type { Image } from '../../../core/data/place-image.ts'
import type { Samples } from '../../../core/data/select-samples.ts'
import { mostChunks, usualChunkSize } from './list-source.svelte.ts'

/** One field of a sample. */
export interface SampleField {
  readonly facts: FieldFacts
  readonly row: Column
  /** In words; undefined for what is only to be seen. */
  readonly text: string | undefined
}

/** A row of a dataset, and where it stands in it. */
export interface Sample {
  /** Undefined where the dataset has no images. */
  readonly image: Image | undefined
  readonly fields: readonly SampleField[]
  readonly index: number
}

/** As much memory as a list of samples takes, however large their images are. */
const mostBytes = 512 * 1024 * 1024

/** How many samples a list reads at once. */
export function samplesAtOnce({ size: [height, width], channels }: Pick<DatasetSettings, 'size' | 'channels'>): number {
  const fitting = Math.floor(mostBytes / (mostChunks * height * width * channels))
  return Math.max(1, Math.min(usualChunkSize, fitting))
}

export function samplesOf({ fields, batch, indices }: Samples): readonly Sample[] {
  const image = fieldOf(fields, 'image')
  return [...indices].map((index, position) => ({
    index,
    image: image && imageOf(image, batch[image.name], position),
    fields: fields.flatMap(facts => {
      const rows = batch[facts.name]
      if (rows === undefined) return []
      const row = rowAt(rows, position)
      return [{ facts, row, text: roleOf(facts).text?.(facts, row) }]
    })
  }))
}

function imageOf(
  { height, width, channels }: Omit<Image, 'bytes'>,
  rows: FieldRows | undefined,
  position: number
): Image | undefined {
  const bytes = rows && rowAt(rows, position)
  return bytes instanceof Uint8Array ? { height, width, channels, bytes } : undefined
}

/** What names of classes below samples need to be read whole, in pixels, up to a bound; nothing where they are short. */
export function sideForNames(names: readonly string[]): number {
  const longest = Math.max(0, ...names.map(name => name.length))
  return longest > 4 ? Math.min(160, Math.ceil(longest * 6) + 6) : 0
}
