/** One curve. Its points need not stand at the same places as another's. */
export interface ChartLine {
  readonly label: string
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** A CSS custom property, such as `--family-pooling`. */
  readonly color: string
  /** Lengths of strokes and gaps, in pixels; solid where there are none. */
  readonly dash?: readonly number[]
  /** Drawn faintly, for what only accompanies. */
  readonly isQuiet?: boolean
  /** Few points that matter one by one. */
  readonly hasPoints?: boolean
}

export interface ChartOptions {
  readonly lines: readonly ChartLine[]
  readonly xMax: number
  /** What stands at the axes, with the unit where there is one. */
  readonly names: { readonly x: string; readonly y: string }
  readonly isLogarithmic: boolean
  /** The smallest and the largest value shown, from those of the data. */
  readonly yRange: (min: number, max: number) => readonly [number, number]
  readonly valueText: (value: number) => string
  readonly tickText: (value: number) => string
  /** What the colors are of; another one draws anew. */
  readonly theme: string
}
