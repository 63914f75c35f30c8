/** Where a dataset's images come from. Paths are those that the person chose; nothing else is read. */
export type DatasetSource =
  | { readonly kind: 'builtIn'; readonly name: 'digits' }
  | { readonly kind: 'idx'; readonly images: string; readonly labels: string }
  | { readonly kind: 'folder'; readonly path: string }

/** How samples are divided, stratified by class and fixed by the seed. Shares of the whole; the rest is for training. */
export interface Split {
  readonly seed: number
  readonly validation: number
  readonly test: number
}

/** The longest side, in pixels, to which images can be brought. */
export const largestSide = 65_536

/** A dataset as the project file knows it. The packed images lie in a cache that can be rebuilt from the source. */
export interface DatasetSettings {
  readonly id: string
  readonly name: string
  readonly source: DatasetSource
  /** Height and width to which images are brought when they are packed. */
  readonly size: readonly [number, number]
  readonly channels: 1 | 3
  /** How an image of another shape gets there: squeezed, with borders, or cut at the longer side. */
  readonly fit: 'stretch' | 'pad' | 'crop'
  readonly split: Split
}

/** How many images, and how large, as bytes [count, height, width, channels]. */
export interface DatasetSize {
  readonly count: number
  readonly height: number
  readonly width: number
  readonly channels: number
}

/** What is known of a packed dataset. */
export interface DatasetAbout extends DatasetSize {
  readonly id: string
  readonly classes: readonly string[]
  /** Samples of each class, in the order of `classes`. */
  readonly classCounts: readonly number[]
  /** Hash over images and labels, so that a run knows whether it sees the same data again. */
  readonly fingerprint: string
  /** Files that were skipped, by name and why. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[]
}

/** A packed dataset in memory: images as bytes, row-major [count, height, width, channels]. */
export interface PackedDataset {
  readonly about: DatasetAbout
  readonly images: Uint8Array
  readonly labels: Int32Array
}

export type SplitName = 'train' | 'validation' | 'test'
