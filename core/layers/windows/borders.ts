import { sizeOf, type TensorType } from '../../ops/tensor.ts'
import { pair, type Pair } from '../../parameters.ts'
import type { Arithmetic, Window } from '../define-layer.ts'
import type { KerasOptions } from '../keras-form.ts'

/** Rows and columns at the four sides of an image. */
export interface Borders {
  readonly rows: Pair
  readonly columns: Pair
}

/** The rows of a parameter table for what is added at the sides, or taken away. */
export function borderParameters(size: number, what: string): Readonly<Record<keyof Borders, ReturnType<typeof pair>>> {
  const side = (label: string, help: string): ReturnType<typeof pair> =>
    pair({ default: [size, size], min: 0, max: 1024, label, help })
  return {
    rows: side('Top, bottom', `Rows that are ${what} above and below the image.`),
    columns: side('Left, right', `Columns that are ${what} left and right of the image.`)
  }
}

/** The borders of an image's four axes, batch and channels without. */
export function bordersOfAxes({ rows, columns }: Borders): readonly Pair[] {
  return [[0, 0], rows, columns, [0, 0]]
}

/** `1` where all sides are alike, else `1×2, 0×0`. */
export function bordersText({ rows, columns }: Borders): string {
  const sides = [...rows, ...columns]
  return sides.every(side => side === sides[0]) ? String(sides[0]) : `${rows.join('+')}, ${columns.join('+')}`
}

/** `32 + 1 + 1` for rows and columns. */
export function bordersArithmetic(input: TensorType, { rows, columns }: Borders, sign: '+' | '−'): Arithmetic {
  const line = (size: number, [before, after]: Pair): string => `${size} ${sign} ${before} ${sign} ${after}`
  const result = (size: number, [before, after]: Pair): number =>
    sign === '+' ? size + before + after : size - before - after
  const [height, width] = [sizeOf(input, 1), sizeOf(input, 2)]
  return {
    formula: `W ${sign} before ${sign} after`,
    numbers: `rows ${line(height, rows)}, columns ${line(width, columns)}`,
    result: `${result(height, rows)}×${result(width, columns)}`
  }
}

/** Each pixel sees itself; the first of them lies so many rows and columns before the image's first, or behind it where that was cut off. */
export function bordersWindow({ rows, columns }: Borders, sign: 1 | -1): Window {
  const before = ([first]: Pair): number => (first === 0 ? 0 : sign * first)
  return { size: [1, 1], stride: [1, 1], padding: [before(rows), before(columns)] }
}

/** As Keras writes them: ((top, bottom), (left, right)). */
export function kerasBorders({ rows, columns }: Borders): readonly Pair[] {
  return [rows, columns]
}

export function bordersFromKeras(sides: unknown): KerasOptions {
  const [rows, columns]: readonly unknown[] = Array.isArray(sides) ? sides : []
  return { rows, columns }
}
