import { z } from 'zod'
import { cast } from '../../ops/elementwise/cast.ts'
import { pad, slice } from '../../ops/shape/pad-and-slice.ts'
import { reshape } from '../../ops/shape/reshape.ts'
import { resizeNearest } from '../../ops/resampling/resize-nearest.ts'
import { batch } from '../../ops/tensor.ts'
import { defineField } from './define-field.ts'

const facts = z.object({
  name: z.string(),
  role: z.literal('mask'),
  height: z.int().positive(),
  width: z.int().positive(),
  /** The first is what lies around everything else. */
  classes: z.array(z.string()).max(256).readonly()
})
export type MaskFacts = Readonly<z.infer<typeof facts>>

/** A class map: the class of each pixel, [height, width]. A byte a pixel on disk, int32 in a network. */
export const mask = defineField<MaskFacts>({
  role: 'mask',
  label: 'Class map',
  summary: 'The class of each pixel of the image.',
  facts,
  isTarget: true,
  isInImage: true,
  row: ({ height, width }) => ({ dtype: 'uint8', shape: [height, width] }),
  identity: ({ name, height, width, classes }) => [name, 'mask', height, width, classes],
  /** Pixels keep a class of their own: the nearest. Borders are of the first class. */
  build(fed, { height, width }, { plan: { resize, cut, borders }, size }, emit) {
    if (resize === undefined && cut === undefined && borders === undefined)
      return emit(cast, { input: fed }, { to: 'int32' })
    const numbers = emit(cast, { input: fed }, { to: 'float32' })
    let map = emit(reshape, { input: numbers }, { shape: [batch, height, width, 1] })
    if (resize !== undefined) map = emit(resizeNearest, { input: map }, { size: resize })
    if (cut !== undefined) map = emit(slice, { input: map }, { begin: [0, ...cut, 0], size: [batch, ...size, 1] })
    if (borders !== undefined) map = emit(pad, { input: map }, { padding: [[0, 0], ...borders, [0, 0]], value: 0 })
    return emit(cast, { input: emit(reshape, { input: map }, { shape: [batch, ...size] }) }, { to: 'int32' })
  },
  describe: ({ height, width, classes }) => `${height}×${width}, ${classes.length} classes`,
  misfit({ height, width, classes }, row) {
    if (row.length !== height * width) return `${row.length} pixels for a class map of ${height}×${width}.`
    const unknown = row.find(each => each >= classes.length)
    return unknown === undefined ? undefined : `A pixel of class ${unknown}, of ${classes.length}.`
  },
  classes: ({ classes }) => classes,
  example: { name: 'mask', role: 'mask', height: 5, width: 7, classes: ['none', 'a', 'b', 'c'] }
})
