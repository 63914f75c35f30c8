import { assert } from '../assert.ts'
import type { HostTensor } from '../engine.ts'
import { type FieldFacts, fieldOf, imageAndLabel } from './fields/catalogue.ts'
import type { Column } from './fields/define-field.ts'
import type { Fit } from './fit-plan.ts'

/**
 * Where a dataset's samples come from: a format, and what that needs to find them again. Its source in
 * electron/storage/datasets says which. Paths are those that the person chose; nothing else is read.
 */
export type DatasetSource = { readonly kind: string } & Readonly<
  Record<string, string | number | boolean | readonly string[]>
>

/** How samples are divided, stratified by class and fixed by the seed. Shares of the whole; the rest is for training. */
export interface Split {
  readonly seed: number
  readonly validation: number
  readonly test: number
}

/** The largest share that validation and test may take together, so that some is left to learn from. */
export const largestHeldOut = 0.9

/** The longest side, in pixels, to which images can be brought. */
export const largestSide = 65_536

/** The most samples of a dataset: what is counted and divided takes some numbers of memory for each. */
export const largestCount = 10_000_000

/** A dataset as the project file knows it. The packed images lie in a cache that can be rebuilt from the source. */
export interface DatasetSettings {
  readonly id: string
  readonly name: string
  readonly source: DatasetSource
  /** Height and width to which images are brought when they are packed. */
  readonly size: readonly [number, number]
  readonly channels: 1 | 3
  /** How an image of another shape gets there: squeezed, with borders, or cut at the longer side. */
  readonly fit: Fit
  /** What is known of its fields before it is packed. Left out: an image and its label. */
  readonly fields?: readonly FieldFacts[]
  readonly split: Split
}

/** What is known of a dataset's fields before it is packed. */
export function declaredFields({ fields, size: [height, width], channels }: DatasetSettings): readonly FieldFacts[] {
  return fields ?? imageAndLabel({ height, width, channels })
}

/** What decides the packed rows, apart from the source's content: neither the name nor the split. */
export function packingKey({ source, size, channels, fit, fields }: DatasetSettings): string {
  return JSON.stringify([source, size, channels, fit, fields])
}

/** A table: so many rows, and what is known of each column. */
export interface DatasetTable {
  readonly count: number
  readonly fields: readonly FieldFacts[]
}

/** What is known of a packed dataset. */
export interface DatasetAbout extends DatasetTable {
  readonly id: string
  /** Hash over all rows, so that a run knows whether it sees the same data again. */
  readonly fingerprint: string
  /** Files that were skipped, by name and why. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[]
}

/** Some rows of a field: [samples, ...]. */
export interface FieldRows extends HostTensor {
  readonly data: Column
}

/** Rows of some samples, by the field's name. */
export type Batch = Readonly<Record<string, FieldRows>>

/** The numbers of one sample out of some rows. */
export function rowAt({ shape, data }: FieldRows, position: number): Column {
  const length = shape.slice(1).reduce((product, size) => product * size, 1)
  return data.subarray(position * length, (position + 1) * length)
}

/** The images of a batch. */
export function imageOf(batch: Batch, { about }: Pick<Dataset, 'about'>): FieldRows {
  const image = fieldOf(about.fields, 'image')
  const rows = image && batch[image.name]
  assert(rows !== undefined, 'The dataset has images.')
  return rows
}

/** A dataset as a network and its training see it. */
export interface KnownDataset extends Pick<DatasetSettings, 'name' | 'split'> {
  readonly fields: readonly FieldFacts[]
  /** Undefined until it is packed. */
  readonly count: number | undefined
}

/** What is known of datasets, by their ids: of those that are packed what was found, of others what is declared. */
export function datasetFacts(
  settings: Readonly<Record<string, DatasetSettings>>,
  packed: Readonly<Record<string, DatasetAbout>> = {}
): Readonly<Record<string, KnownDataset>> {
  return Object.fromEntries(
    Object.values(settings).map(each => {
      const { fields = declaredFields(each), count } = packed[each.id] ?? {}
      return [each.id, { fields, count, name: each.name, split: each.split }]
    })
  )
}

/** A packed dataset, wherever its rows lie. */
export interface Dataset {
  readonly about: DatasetAbout
  /** The samples at these positions, in this order: of all fields, or of those that are named. */
  read(indices: Int32Array, fields?: readonly string[]): Promise<Batch>
  /** Whether its rows can still be read. */
  isThere(): Promise<boolean>
}

export type SplitName = 'train' | 'validation' | 'test'
