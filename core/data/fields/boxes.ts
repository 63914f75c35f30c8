import { z } from 'zod'
import { add, multiply } from '../../ops/elementwise/arithmetic.ts'
import { clip } from '../../ops/elementwise/clip.ts'
import { concat } from '../../ops/shape/concat.ts'
import { constant } from '../../ops/sources/constant.ts'
import { slice } from '../../ops/shape/pad-and-slice.ts'
import { batch } from '../../ops/tensor.ts'
import { defineField, type Column, type ImageTarget } from './define-field.ts'

const facts = z.object({
  name: z.string(),
  role: z.literal('boxes'),
  /** The most boxes of one sample. */
  bound: z.int().positive(),
  classes: z.array(z.string()).readonly()
})
export type BoxesFacts = Readonly<z.infer<typeof facts>>

export interface Box {
  /** As shares of the image's height and width. */
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly classIndex: number
}

/** Top, left, bottom, right, class, and 1 for a box or 0 for padding. */
export const boxColumns = 6

export function packBoxes(boxes: readonly Box[], bound: number): Float32Array {
  const row = new Float32Array(bound * boxColumns)
  boxes.slice(0, bound).forEach(({ top, left, bottom, right, classIndex }, position) => {
    row.set([top, left, bottom, right, classIndex, 1], position * boxColumns)
  })
  return row
}

export function unpackBoxes(row: Column): readonly Box[] {
  return Array.from({ length: row.length / boxColumns }, (_, position) => {
    const [top = 0, left = 0, bottom = 0, right = 0, classIndex = 0, isBox = 0] = row.subarray(position * boxColumns)
    return isBox === 1 ? [{ top, left, bottom, right, classIndex }] : []
  }).flat()
}

/** Where a share of the given image lands in the one that the network sees: times `factors`, plus `offsets`. */
function movement({ plan: { resize, cut, borders }, from, size }: ImageTarget) {
  const resized = resize ?? from
  const before = [0, 1].map(axis => (borders?.[axis as 0 | 1][0] ?? 0) - (cut?.[axis as 0 | 1] ?? 0))
  return {
    factors: [0, 1].map(axis => (resized[axis as 0 | 1] ?? 1) / size[axis as 0 | 1]),
    offsets: [0, 1].map(axis => (before[axis] ?? 0) / size[axis as 0 | 1])
  }
}

/** [bound, 6] numbers, see `boxColumns`; the last column is the mask of what is no padding. */
export const boxes = defineField<BoxesFacts>({
  role: 'boxes',
  label: 'Boxes',
  summary: 'The rectangles around the things in the image, each with its class.',
  facts,
  isTarget: true,
  isInImage: true,
  row: ({ bound }) => ({ dtype: 'float32', shape: [bound, boxColumns] }),
  identity: ({ name, bound, classes }) => [name, 'boxes', bound, classes],
  /** What is cut off is cut off the boxes too; one that is cut away altogether keeps no area. */
  build(fed, { bound }, target, emit) {
    const { cut, borders } = target.plan
    if (cut === undefined && borders === undefined) return fed
    const { factors, offsets } = movement(target)
    const row = (values: readonly number[]) => emit(constant, {}, { dtype: 'float32', shape: [4], values })
    const part = (first: number, count: number) =>
      emit(slice, { input: fed }, { begin: [0, 0, first], size: [batch, bound, count] })
    const scaled = emit(multiply, { left: part(0, 4), right: row([...factors, ...factors]) })
    const moved = emit(add, { left: scaled, right: row([...offsets, ...offsets]) })
    const inside = emit(clip, { input: moved }, { low: 0, high: 1 })
    return emit(concat, { inputs: [inside, part(4, 2)] }, { axis: 2 })
  },
  describe: ({ bound, classes }) => `up to ${bound}, ${classes.length} classes`,
  misfit({ bound, classes }, row) {
    if (row.length !== bound * boxColumns) return `${row.length} numbers for ${bound} boxes.`
    const wrong = unpackBoxes(row).find(
      ({ top, left, bottom, right, classIndex }) =>
        !(top >= 0 && left >= 0 && bottom <= 1 && right <= 1 && top < bottom && left < right) ||
        classes[classIndex] === undefined
    )
    return (
      wrong && `A box from ${wrong.top}, ${wrong.left} to ${wrong.bottom}, ${wrong.right} of class ${wrong.classIndex}.`
    )
  },
  classes: ({ classes }) => classes,
  text: ({ classes }, row) =>
    unpackBoxes(row)
      .map(box => classes[box.classIndex] ?? box.classIndex)
      .join(', '),
  example: { name: 'boxes', role: 'boxes', bound: 2, classes: ['none', 'a', 'b', 'c'] }
})
