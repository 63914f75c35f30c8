import type { ReceptiveField } from '../../../../core/network/network.ts'
import { centerOf, fieldAt, reachOf } from '../../../../core/network/receptive-field.ts'
import type { Pair } from '../../../../core/parameters.ts'
import { message } from '../../../messages/message.ts'

/** A layer's values as they lie over the input image. */
export interface View {
  readonly field: ReceptiveField
  /** Rows and columns of the layer's output; 1 and 1 where it has no places. */
  readonly positions: Pair
  /** Rows and columns of the input image. */
  readonly image: Pair
}

/** The rows and columns of an output: of a row of values, which all see the same, one. */
export function positionsOf(shape: readonly number[] | undefined): Pair {
  const [rows, columns] = shape ?? []
  return shape?.length === 3 && rows !== undefined && columns !== undefined ? [rows, columns] : [1, 1]
}

export function middleOf({ positions }: View): Pair {
  return [(positions[0] - 1) >> 1, (positions[1] - 1) >> 1]
}

/** The value that looks closest to a place on the image. */
export function valueAt({ field, positions }: View, pixel: Pair): Pair {
  const center = centerOf(field)
  const nearest = (axis: 0 | 1): number => {
    const index = Math.round((pixel[axis] - center[axis]) / field.stride[axis])
    return Number.isFinite(index) ? Math.min(Math.max(index, 0), positions[axis] - 1) : 0
  }
  return [nearest(0), nearest(1)]
}

export interface Frame {
  readonly top: number
  readonly left: number
  readonly height: number
  readonly width: number
}

/** What the value at a place sees, in pixels of the image; it may reach over the image's edge. */
export function frameOf({ field, image }: View, at: Pair): Frame {
  const side = (axis: 0 | 1): readonly [number, number] =>
    Number.isFinite(field.size[axis]) ? [fieldAt(field, at)[axis], field.size[axis]] : [0, image[axis]]
  const [[top, height], [left, width]] = [side(0), side(1)]
  return { top, left, height, width }
}

/** `Value 4, 4 of 7×7 looks at pixel 112, 112`, from 1. */
export function inputText(view: View, at: Pair): string {
  const { top, left, height, width } = frameOf(view, at)
  const middle = (first: number, side: number): string => {
    const pixel = first + (side - 1) / 2 + 1
    return Number.isInteger(pixel) ? String(pixel) : pixel.toFixed(1)
  }
  return message('facts/looksAt', {
    row: at[0] + 1,
    column: at[1] + 1,
    positions: view.positions.join('×'),
    y: middle(top, height),
    x: middle(left, width)
  })
}

/** What of the image no value sees, and how far the outermost ones look over its edge; empty where there is nothing to tell. */
export function borderText({ field, positions, image }: View): string {
  const [rows, columns] = ([0, 1] as const).map(axis => reachOf(field, axis, positions[axis], image[axis]))
  if (rows === undefined || columns === undefined) return ''
  const missed = [rows.missed[0] + rows.missed[1], columns.missed[0] + columns.missed[1]] as const
  const beyond = Math.max(...rows.beyond, ...columns.beyond)
  return [
    missed[0] + missed[1] > 0 ? message('facts/missed', { rows: missed[0], columns: missed[1] }) : '',
    beyond > 0 ? message('facts/beyond', { count: beyond }) : ''
  ]
    .filter(Boolean)
    .join(' ')
}
