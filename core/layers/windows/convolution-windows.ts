import type { TensorType } from '../../ops/tensor.ts'
import { pair, type Pair } from '../../parameters.ts'
import { defineProblem } from '../../problem.ts'
import type { LayerCheck } from '../define-layer.ts'
import { channelsLast, type KerasOptions } from '../keras-form.ts'
import { checkWindow, paddingParameters, windowText, type SlidingWindow } from './windows.ts'

/** The rows of a parameter table that say how a convolution's window lies and moves. */
export const kernelSizeParameter = pair({
  default: [3, 3],
  min: 1,
  max: 1024,
  help: 'Height and width of the window.'
})

export const convolutionParameters = {
  kernelSize: kernelSizeParameter,
  strides: pair({
    default: [1, 1],
    min: 1,
    max: 1024,
    help: 'Rows and columns from one place of the window to the next.'
  }),
  ...paddingParameters,
  dilationRate: pair({
    default: [1, 1],
    min: 1,
    max: 1024,
    label: 'Dilation',
    help: 'Rows and columns from one value of the window to the next: 2 leaves every other one out, so that a 3×3 window spreads over 5×5.',
    advanced: true
  })
}

interface ConvolutionValues extends Omit<SlidingWindow, 'size' | 'parameter' | 'dilation'> {
  readonly kernelSize: Pair
  readonly dilationRate: Pair
}

export function convolutionWindow(values: ConvolutionValues): SlidingWindow {
  const { kernelSize: size, strides, dilationRate: dilation, padding, explicitPadding } = values
  return { size, strides, dilation, padding, explicitPadding, parameter: 'kernelSize' }
}

/** `3×3, stride 2`, `3×3, dilation 2`. */
export function convolutionText({ kernelSize: size, strides, dilationRate }: ConvolutionValues): string {
  const [rows, columns] = dilationRate
  const dilation = rows === columns ? String(rows) : dilationRate.join('×')
  return windowText({ size, strides }) + (rows === 1 && columns === 1 ? '' : `, dilation ${dilation}`)
}

/** What Keras takes of these where a configuration leaves them out. */
export const kerasConvolutionDefaults = {
  strides: [1, 1],
  padding: 'valid',
  dilation_rate: [1, 1],
  ...channelsLast
} as const

/** Keras's names for the rows above, as their values. */
export function convolutionFromKeras(options: KerasOptions): KerasOptions {
  return {
    kernelSize: options['kernel_size'],
    strides: options['strides'],
    padding: options['padding'],
    dilationRate: options['dilation_rate']
  }
}

export function checkConvolution(image: TensorType, values: ConvolutionValues, check: LayerCheck): void {
  const { strides, dilationRate } = values
  const isStrided = strides.some(stride => stride > 1)
  if (isStrided && dilationRate.some(dilation => dilation > 1)) {
    check.report(dilatedStride, { strides, dilationRate }, { parameter: 'dilationRate' })
  } else checkWindow(image, convolutionWindow(values), check)
}

export const dilatedStride = defineProblem<{ readonly strides: Pair; readonly dilationRate: Pair }>(
  'convolution/dilated-stride',
  'error',
  ({ strides, dilationRate }) => ({
    message: `The stride is ${strides.join('×')} and the dilation ${dilationRate.join('×')}: as in Keras, one of the two must be 1.`,
    fix: 'Set the dilation to 1, or the stride.',
    repair: { label: 'Dilation 1', parameters: { dilationRate: [1, 1] } }
  })
)

/** Reports two different strides, which no depthwise convolution of TensorFlow takes. */
export function checkEqualStrides({ strides }: ConvolutionValues, check: LayerCheck): void {
  if (strides[0] !== strides[1]) check.report(unequalStrides, { strides }, { parameter: 'strides' })
}

export const unequalStrides = defineProblem<{ readonly strides: Pair }>(
  'convolution/unequal-strides',
  'error',
  ({ strides }) => ({
    message: `The strides are ${strides.join(' and ')}: as in Keras, a depthwise convolution moves as far down as to the right.`,
    fix: 'Give rows and columns the same stride.',
    repair: {
      label: `Stride ${Math.min(...strides)}`,
      parameters: { strides: strides.map(() => Math.min(...strides)) }
    }
  })
)
