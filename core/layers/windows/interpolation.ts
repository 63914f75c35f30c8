import { resizeBilinear } from '../../ops/resampling/resize-bilinear.ts'
import { resizeNearest } from '../../ops/resampling/resize-nearest.ts'
import type { Tensor } from '../../ops/define-op.ts'
import { sizeOf, type TensorType } from '../../ops/tensor.ts'
import { choice, type Pair } from '../../parameters.ts'
import type { LayerScope, Window } from '../define-layer.ts'

export type Interpolation = 'bilinear' | 'nearest'

export function interpolationParameter(usual: Interpolation): ReturnType<typeof choice<Interpolation>> {
  return choice(['bilinear', 'nearest'], {
    default: usual,
    optionLabels: { bilinear: 'Bilinear', nearest: 'Nearest' },
    help: 'Bilinear weighs the four nearest pixels; nearest copies one.'
  })
}

export function resized(input: Tensor, size: Pair, interpolation: Interpolation, scope: LayerScope): Tensor {
  return scope.op(interpolation === 'bilinear' ? resizeBilinear : resizeNearest, { input }, { size })
}

/** What one pixel of the result sees: one or two pixels each way, and a step that may be less than a pixel. */
export function resizedWindow(input: TensorType, size: Pair, interpolation: Interpolation): Window {
  const stride = [sizeOf(input, 1) / size[0], sizeOf(input, 2) / size[1]] as const
  const seen = (step: number): number => (interpolation === 'nearest' || step === 1 ? 1 : 2)
  return { size: [seen(stride[0]), seen(stride[1])], stride }
}
