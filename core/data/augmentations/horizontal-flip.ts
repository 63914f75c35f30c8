import { greaterEqual, subtract } from '../../ops/elementwise/arithmetic.ts'
import { select } from '../../ops/elementwise/select.ts'
import { concat } from '../../ops/shape/concat.ts'
import { slice } from '../../ops/shape/pad-and-slice.ts'
import { reverse } from '../../ops/shape/reverse.ts'
import { constant, scalar } from '../../ops/sources/constant.ts'
import type { Tensor } from '../../ops/define-op.ts'
import { batch, sizeOf } from '../../ops/tensor.ts'
import { number } from '../../parameters.ts'
import { defineAugmentation, type AugmentationScope } from './define-augmentation.ts'

interface Values {
  readonly probability: number
}

/** The other way round along the width, which is the third axis of images and class maps alike. */
function flipped(field: Tensor, values: Values, scope: AugmentationScope): Tensor {
  const { emit } = scope
  const chosen = emit(reverse, { input: field }, { axes: [2] })
  return emit(select, { condition: isFlipped(field, values, scope), chosen, other: field })
}

function isFlipped(field: Tensor, { probability }: Values, { emit, draw }: AugmentationScope): Tensor {
  // A draw is never 1, so that a probability of 1 flips all and one of 0 none.
  const threshold = emit(constant, {}, scalar(1 - probability))
  return emit(greaterEqual, { left: draw('flip', field), right: threshold })
}

/** Left becomes 1 − right and right 1 − left; a row of padding stays empty. */
function mirrored(boxes: Tensor, values: Values, scope: AugmentationScope): Tensor {
  const { emit } = scope
  const column = (first: number, count = 1): Tensor =>
    emit(slice, { input: boxes }, { begin: [0, 0, first], size: [batch, sizeOf(boxes, 1), count] })
  const [top, left, bottom, right, rest, isBox] = [column(0), column(1), column(2), column(3), column(4, 2), column(5)]
  const across = (edge: Tensor): Tensor => emit(subtract, { left: isBox, right: edge })
  const inputs = [top, across(right), bottom, across(left), rest]
  const chosen = emit(concat, { inputs }, { axis: 2 })
  return emit(select, { condition: isFlipped(boxes, values, scope), chosen, other: boxes })
}

export const horizontalFlip = defineAugmentation({
  kind: 'horizontalFlip',
  label: 'Horizontal flip',
  summary:
    'Swaps left and right in a random share of the samples, with their class maps and boxes. Labels, numbers and captions stay: leave it out where they tell left from right, as digits and angles do.',
  source: 'Keras RandomFlip("horizontal"); Krizhevsky et al., "ImageNet classification", 2012',
  parameters: {
    probability: number({ default: 0.5, min: 0, max: 1, help: 'Share of the samples that are flipped.' })
  },
  movesContent: true,
  changes: { image: flipped, mask: flipped, boxes: mirrored }
})
