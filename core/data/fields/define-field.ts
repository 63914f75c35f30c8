import type { z } from 'zod'
import type { Json } from '../../json.ts'
import type { Emit, Tensor } from '../../ops/define-op.ts'
import { bytesPerNumber } from '../../ops/tensor.ts'
import type { Pair } from '../../parameters.ts'
import type { FitPlan } from '../fit-plan.ts'

/** A column of a dataset. The role says what its rows are. */
export interface NamedField {
  readonly name: string
  readonly role: string
}

/** One row of a field: how it lies in a file, row after row, and how a batch of it is fed. */
export interface RowType {
  readonly dtype: 'uint8' | 'int32' | 'float32'
  readonly shape: readonly number[]
}

export type Column = Uint8Array | Int32Array | Float32Array

/** What a data node makes of the images. What lies in an image (masks, boxes) follows it. */
export interface ImageTarget {
  readonly plan: FitPlan
  readonly from: Pair
  readonly size: Pair
  readonly channels: number
  /** Whether an image that is made smaller keeps the mean of what it loses. */
  readonly antialias: boolean
  /** Bytes 0 to 255 times the factor, plus the offset. */
  readonly range: { readonly factor: number; readonly offset: number }
}

/** A role of the catalogue: all that the studio knows of fields with this role follows from its entry. */
export interface Field<Facts extends NamedField = NamedField> {
  readonly role: Facts['role']
  readonly label: string
  readonly summary: string
  /** What is known of a field of this role, as a project and a run keep it. */
  readonly facts: z.ZodType<Facts>
  /** Layers compute with it. A field of another role goes only into ports that ask for it, such as a loss's target. */
  readonly isSignal?: true
  /** It is there to be predicted: its edges are drawn quietly, and a layout does not follow them. */
  readonly isTarget?: true
  /** It tells where something is in the image: an augmentation that moves what is there has to take it along. */
  readonly isInImage?: true
  /** What varies in count is padded up to a bound; how padding is told apart stands with the role. */
  row(facts: Facts): RowType
  /** What a fingerprint holds of it, besides its rows. */
  identity(facts: Facts): readonly Json[]
  /** The batch as the data node puts it out: [batch, ...]. */
  build(fed: Tensor, facts: Facts, target: ImageTarget, emit: Emit): Tensor
  /** Why a row cannot be one of this field; undefined where it can. */
  misfit(facts: Facts, row: Column): string | undefined
  /** What is counted over all rows. Only of a role whose row is one number. */
  measured?(facts: Facts, column: Column): Facts
  /** The groups that a split keeps in proportion, one number a row. Only of a role whose row is one number. */
  strata?(column: Column): Int32Array
  classes?(facts: Facts): readonly string[]
  /** What is known of it, in a few words. */
  describe(facts: Facts): string
  /** A row in words, for people. */
  text?(facts: Facts, row: Column): string
  /** What is known of some field of this role. */
  readonly example: Facts
}

export function defineField<Facts extends NamedField>(field: Field<Facts>): Field<Facts> {
  return field
}

/** Numbers in a row. */
export function rowLength({ shape }: RowType): number {
  return shape.reduce((product, size) => product * size, 1)
}

export function rowBytes(row: RowType): number {
  return rowLength(row) * bytesPerNumber[row.dtype]
}

/** An empty column of so many rows. */
export function newColumn(row: RowType, count: number): Column {
  const length = count * rowLength(row)
  switch (row.dtype) {
    case 'uint8':
      return new Uint8Array(length)
    case 'int32':
      return new Int32Array(length)
    case 'float32':
      return new Float32Array(length)
  }
}
