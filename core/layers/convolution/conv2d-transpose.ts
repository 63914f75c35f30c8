import { biasAdd } from '../../ops/linear-algebra/bias-add.ts'
import { conv2dTranspose as stamp } from '../../ops/convolution/conv2d-transpose.ts'
import { sizeOf, type TensorType } from '../../ops/tensor.ts'
import { choice, integer, list, pair, type Pair } from '../../parameters.ts'
import { defineProblem } from '../../problem.ts'
import { activate, activationParameter, activationText, kerasActivation } from '../activations.ts'
import { kerasConvolutionDefaults, kernelSizeParameter } from '../windows/convolution-windows.ts'
import { defineLayer } from '../define-layer.ts'
import type { KerasOptions } from '../keras-form.ts'
import { biasInitializerOf, kernelInitializerOf } from '../weight-initializers.ts'
import { kerasKernelConfig, kerasKernelDefaults, kernelFromKeras, kernelParameters } from '../weights.ts'
import { windowText } from '../windows/windows.ts'

interface Values {
  readonly kernelSize: Pair
  readonly strides: Pair
  readonly padding: 'valid' | 'same'
  readonly outputPadding: readonly number[]
}

/** One axis, as Keras reckons it. */
interface Axis {
  readonly size: number
  readonly kernel: number
  readonly stride: number
  /** Rows or columns cut off at both ends together. */
  readonly cut: number
  /** Rows or columns added at the end. */
  readonly added: number
}

function axisOf(image: TensorType, values: Values, axis: 0 | 1): Axis {
  const { kernelSize, strides, padding, outputPadding } = values
  const [kernel, stride] = [kernelSize[axis], strides[axis]]
  const given = outputPadding[axis] ?? outputPadding[0]
  const cut = padding === 'valid' ? 0 : given === undefined ? Math.max(0, kernel - stride) : 2 * Math.floor(kernel / 2)
  return { size: sizeOf(image, axis + 1), kernel, stride, cut, added: given ?? Math.max(0, stride - kernel) }
}

function axesOf(image: TensorType, values: Values): readonly [Axis, Axis] {
  return [axisOf(image, values, 0), axisOf(image, values, 1)]
}

function sizeAfter({ size, kernel, stride, cut, added }: Axis): number {
  return (size - 1) * stride + kernel - cut + added
}

/** The convolution that this one runs backwards makes the input's size again, from the output's. */
function isReversible(axis: Axis, { padding }: Values): boolean {
  const { size, kernel, stride } = axis
  const output = sizeAfter(axis)
  const back = padding === 'same' ? Math.ceil(output / stride) : Math.floor((output - kernel) / stride) + 1
  return output >= 1 && back === size
}

function numbersOf({ size, kernel, stride, cut, added }: Axis): string {
  return `(${size} − 1) × ${stride} + ${kernel} − ${cut} + ${added}`
}

/**
 * Keras wants an output padding below the stride. With an even kernel and `same` it may be the stride itself here, which
 * is the size that Keras gives without one; where the other axis has another size, the border of `valid` is cut off.
 */
function kerasSize({ kernelSize, strides, padding, outputPadding }: Values): {
  readonly options: KerasOptions
  readonly cropping?: readonly Pair[]
} {
  const [rows, columns = rows] = outputPadding
  if (rows === undefined || columns === undefined) return { options: { padding } }
  const given = [rows, columns] as const
  if (padding === 'valid' || given.every((each, axis) => each < (strides[axis] ?? 1))) {
    return { options: { padding, output_padding: given } }
  }
  if (given.every((each, axis) => each + ((kernelSize[axis] ?? 1) % 2) === strides[axis]))
    return { options: { padding } }
  const cuts = given.map((each, axis) => 2 * Math.floor((kernelSize[axis] ?? 1) / 2) - each)
  const cropping = cuts.map(cut => [Math.floor(Math.max(0, cut) / 2), Math.ceil(Math.max(0, cut) / 2)] as const)
  return { options: { padding: 'valid', output_padding: cuts.map(cut => Math.max(0, -cut)) }, cropping }
}

export const conv2dTranspose = defineLayer({
  type: 'conv2dTranspose',
  version: 1,
  label: 'Transposed conv 2D',
  family: 'convolution',
  summary:
    'Runs a convolution backwards: each value of the image stamps its filters onto a larger one, and the stamps add up. A stride of 2 doubles height and width.',
  source: 'Keras Conv2DTranspose; Dumoulin and Visin, "A guide to convolution arithmetic", 2016, chapter 4',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: {
    filters: integer({
      default: 32,
      min: 1,
      max: 65_536,
      help: 'How many filters are learned: the channels of the output.'
    }),
    kernelSize: kernelSizeParameter,
    strides: pair({ default: [1, 1], min: 1, max: 1024, help: 'Rows and columns from one stamp to the next.' }),
    padding: choice(['valid', 'same'], {
      default: 'valid',
      optionLabels: { valid: 'Valid', same: 'Same' },
      help: 'Valid keeps all that the stamps cover. Same cuts the border off until the size is the stride times the input’s.'
    }),
    outputPadding: list({
      default: [],
      min: 0,
      max: 1023,
      minLength: 0,
      maxLength: 2,
      help: 'Rows and columns added at the end, where several sizes are possible. Left empty, as many as the stride asks for.',
      advanced: true
    }),
    activation: activationParameter,
    ...kernelParameters
  },
  describe: ({ kernelSize, strides, filters, activation }) =>
    `${windowText({ size: kernelSize, strides })}, ${filters} ${filters === 1 ? 'filter' : 'filters'}${activationText(activation)}`,
  check({ input }, values, check) {
    const axes = axesOf(input, values)
    if (axes.some(axis => !isReversible(axis, values))) {
      check.report(outputPaddingUnfit, { axes }, { parameter: 'outputPadding' })
    }
  },
  build({ input }, values, scope) {
    const { filters, kernelSize, strides, padding, activation, useBias } = values
    const shape = [...kernelSize, filters, sizeOf(input, -1)]
    const filter = scope.weight('kernel', shape, kernelInitializerOf(values))
    const [rows, columns] = axesOf(input, values)
    const size = [sizeAfter(rows), sizeAfter(columns)] as const
    const stamped = scope.op(stamp, { input, filter }, { strides, padding, size })
    const output = useBias
      ? scope.op(biasAdd, { input: stamped, bias: scope.weight('bias', [filters], biasInitializerOf(values)) })
      : stamped
    return activate(output, activation, scope)
  },
  arithmetic({ input }, values) {
    const axes = axesOf(input, values)
    const [rows, columns] = axes.map(numbersOf)
    const [height, width] = axes.map(sizeAfter)
    const areAlike = rows === columns
    return {
      formula: '(W − 1) S + K − cut + added',
      numbers: areAlike ? String(rows) : `rows ${rows}, columns ${columns}`,
      result: areAlike ? String(height) : `rows ${height}, columns ${width}`
    }
  },
  // An output value gathers ⌈K / S⌉ stamps along an axis, and lies a stride's share of a place from the next.
  window(values, { input }) {
    const { kernelSize, strides, padding } = values
    const axes = axesOf(input, values)
    const stampsOf = (axis: 0 | 1): number => Math.ceil(kernelSize[axis] / strides[axis])
    const before = (axis: 0 | 1): number => {
      const [kernel, stride] = [kernelSize[axis], strides[axis]]
      const { cut, added } = axes[axis]
      const above = padding === 'same' ? Math.floor(Math.max(0, cut - added) / 2) : 0
      return ((kernel - 1) / 2 - above) / stride + (stampsOf(axis) - 1) / 2
    }
    return {
      size: [stampsOf(0), stampsOf(1)],
      stride: [1 / strides[0], 1 / strides[1]],
      padding: [before(0), before(1)]
    }
  },
  keras: {
    write(values) {
      const { options, cropping } = kerasSize(values)
      const stamped = {
        className: 'Conv2DTranspose',
        config: {
          filters: values.filters,
          kernel_size: values.kernelSize,
          strides: values.strides,
          ...options,
          activation: kerasActivation(values.activation),
          ...kerasKernelConfig(values)
        }
      }
      return cropping === undefined
        ? [stamped]
        : [stamped, { className: 'Cropping2D', config: { cropping }, weights: [] }]
    },
    read: {
      className: 'Conv2DTranspose',
      defaults: { ...kerasConvolutionDefaults, groups: 1, ...kerasKernelDefaults },
      parameters: options => ({
        filters: options['filters'],
        kernelSize: options['kernel_size'],
        strides: options['strides'],
        padding: options['padding'],
        outputPadding: options['output_padding'] ?? [],
        ...kernelFromKeras(options)
      })
    }
  },
  examples: [
    { inputs: { input: [3, 4, 2] }, parameters: { filters: 3 } },
    {
      inputs: { input: [3, 2, 3] },
      parameters: { filters: 2, kernelSize: [2, 2], strides: [2, 2], activation: 'relu' }
    },
    { inputs: { input: [3, 2, 2] }, parameters: { filters: 3, strides: [2, 3], padding: 'same', useBias: false } },
    { inputs: { input: [3, 2, 2] }, parameters: { filters: 2, kernelSize: [2, 4], strides: [3, 2] } },
    {
      inputs: { input: [3, 2, 2] },
      parameters: { filters: 2, kernelSize: [3, 5], strides: [2, 3], padding: 'same', outputPadding: [1, 0] }
    },
    { inputs: { input: [2, 3, 1] }, parameters: { filters: 2, kernelSize: [4, 4], strides: [2, 2], padding: 'same' } },
    { inputs: { input: [2, 3, 2] }, parameters: { filters: 2, strides: [2, 2], outputPadding: [1] } },
    {
      inputs: { input: [3, 2, 2] },
      parameters: { filters: 2, kernelSize: [4, 2], strides: [2, 3], padding: 'same', outputPadding: [2, 1] }
    },
    {
      inputs: { input: [3, 2, 2] },
      parameters: { filters: 2, kernelSize: [2, 3], strides: [2, 3], padding: 'same', outputPadding: [2] }
    }
  ]
})

export const outputPaddingUnfit = defineProblem<{ readonly axes: readonly Axis[] }>(
  'transposed-convolution/output-padding',
  'error',
  ({ axes }) => {
    const sums = [...new Set(axes.map(axis => `${numbersOf(axis)} = ${sizeAfter(axis)}`))]
    return {
      message: `${sums.join(' and ')}: no convolution with this stride goes back from there to ${axes.map(axis => axis.size).join('×')}.`,
      fix: 'Make the output padding smaller than the stride, and with padding same and an even kernel at least 1; or leave it empty.',
      repair: { label: 'Leave it empty', parameters: { outputPadding: [] } }
    }
  }
)
