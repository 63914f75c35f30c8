import { z } from 'zod'
import { add, multiply } from '../../ops/elementwise/arithmetic.ts'
import { cast } from '../../ops/elementwise/cast.ts'
import { concat } from '../../ops/shape/concat.ts'
import { constant, scalar } from '../../ops/sources/constant.ts'
import type { Emit, Tensor } from '../../ops/define-op.ts'
import { pad, slice } from '../../ops/shape/pad-and-slice.ts'
import { sum } from '../../ops/reduction/reduce.ts'
import { resizeAntialiased } from '../../ops/resampling/resize-antialiased.ts'
import { resizeBilinear } from '../../ops/resampling/resize-bilinear.ts'
import { sizeOf } from '../../ops/tensor.ts'
import { isShrinking } from '../fit-plan.ts'
import { defineField, type ImageTarget } from './define-field.ts'

const facts = z.object({
  name: z.string(),
  role: z.literal('image'),
  height: z.int().positive(),
  width: z.int().positive(),
  channels: z.int().positive()
})
export type ImageFacts = Readonly<z.infer<typeof facts>>

/** Share of red, green and blue in a gray value; ITU-R BT.601, as TensorFlow's rgb_to_grayscale. */
const grayWeights = [0.2989, 0.587, 0.114]

function fitted(image: Tensor, { plan, from, size, antialias }: ImageTarget, emit: Emit): Tensor {
  const { resize, cut, borders } = plan
  const op = resize && antialias && isShrinking(from, resize) ? resizeAntialiased : resizeBilinear
  const resized = resize === undefined ? image : emit(op, { input: image }, { size: resize })
  if (cut !== undefined) {
    return emit(slice, { input: resized }, { begin: [0, ...cut, 0], size: ['batch', ...size, sizeOf(image, -1)] })
  }
  if (borders === undefined) return resized
  return emit(pad, { input: resized }, { padding: [[0, 0], ...borders, [0, 0]], value: 0 })
}

function withChannels(image: Tensor, channels: number, emit: Emit): Tensor {
  const given = sizeOf(image, -1)
  if (given === channels) return image
  if (given === 1) return emit(concat, { inputs: Array.from({ length: channels }, () => image) }, { axis: 3 })
  const weights = emit(constant, {}, { dtype: 'float32', shape: [3], values: grayWeights })
  return emit(sum, { input: emit(multiply, { left: image, right: weights }) }, { axes: [3], keepAxes: true })
}

function scaledBy(image: Tensor, { factor, offset }: ImageTarget['range'], emit: Emit): Tensor {
  const product = factor === 1 ? image : emit(multiply, { left: image, right: emit(constant, {}, scalar(factor)) })
  return offset === 0 ? product : emit(add, { left: product, right: emit(constant, {}, scalar(offset)) })
}

/** Bytes [height, width, channels], row by row. */
export const image = defineField<ImageFacts>({
  role: 'image',
  label: 'Image',
  summary: 'Gray or color images, all of one size.',
  facts,
  isSignal: true,
  row: ({ height, width, channels }) => ({ dtype: 'uint8', shape: [height, width, channels] }),
  identity: ({ height, width, channels }) => [height, width, channels],
  build(fed, _, target, emit) {
    const numbers = fitted(emit(cast, { input: fed }, { to: 'float32' }), target, emit)
    return scaledBy(withChannels(numbers, target.channels, emit), target.range, emit)
  },
  describe: ({ height, width, channels }) => `${height}×${width}×${channels}`,
  misfit: ({ height, width, channels }, row) =>
    row.length === height * width * channels
      ? undefined
      : `${row.length} bytes for an image of ${height}×${width}×${channels}.`,
  example: { name: 'image', role: 'image', height: 5, width: 7, channels: 1 }
})
