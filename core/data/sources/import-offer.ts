import type { DatasetSource } from '../dataset.ts'

/** Something that a dataset can be made of: a format to choose files of, or a dataset that comes with the program. */
export interface ImportOffer {
  /** What the command line calls it. */
  readonly id: string
  readonly label: string
  readonly summary: string
  /** How a person chooses; undefined where there is nothing to choose. */
  readonly chooses?: { readonly kind: 'files' | 'folder'; readonly hint: string }
  /** Its images come in any size, and are brought to the dataset's when they are packed. */
  readonly fitsImages?: boolean
  /** Where there is nothing to choose: where the dataset comes from. */
  readonly source?: DatasetSource
}

/** What a dataset was taken for, and why. */
export interface Recognized {
  readonly label: string
  readonly reason: string
}
