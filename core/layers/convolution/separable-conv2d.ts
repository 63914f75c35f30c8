import { biasAdd } from '../../ops/linear-algebra/bias-add.ts'
import { conv2d } from '../../ops/convolution/conv2d.ts'
import { depthwiseConv2d } from '../../ops/convolution/depthwise-conv2d.ts'
import { sizeOf } from '../../ops/tensor.ts'
import { integer } from '../../parameters.ts'
import { activate, activationParameter, activationText, kerasActivation } from '../activations.ts'
import {
  checkConvolution,
  checkEqualStrides,
  convolutionFromKeras,
  convolutionParameters,
  convolutionText,
  convolutionWindow,
  kerasConvolutionDefaults
} from '../windows/convolution-windows.ts'
import { defineLayer } from '../define-layer.ts'
import { kernelsNamed } from '../keras-kernels.ts'
import { biasInitializerOf, kernelInitializerOf } from '../weight-initializers.ts'
import { kerasKernelConfig, kerasKernelDefaults, kernelFromKeras, kernelParameters } from '../weights.ts'
import { convolutionInput, kerasPadding, paddingRule, receptiveWindow, windowArithmetic } from '../windows/windows.ts'

export const separableConv2d = defineLayer({
  type: 'separableConv2d',
  version: 1,
  label: 'Separable conv 2D',
  family: 'convolution',
  summary:
    'A convolution in two steps: a window of its own over each channel, then a 1×1 convolution that mixes the channels. About as cheap as its 1×1 part alone.',
  source: 'Keras SeparableConv2D; Chollet, "Xception", 2017',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: {
    filters: integer({
      default: 32,
      min: 1,
      max: 65_536,
      help: 'How many filters the 1×1 step learns: the channels of the output.'
    }),
    ...convolutionParameters,
    depthMultiplier: integer({
      default: 1,
      min: 1,
      max: 4096,
      help: 'How many channels the first step makes of each input channel.',
      advanced: true
    }),
    activation: activationParameter,
    ...kernelParameters
  },
  describe: values =>
    `${convolutionText(values)}, ${values.filters} ${values.filters === 1 ? 'filter' : 'filters'}${activationText(values.activation)}`,
  check({ input }, values, check) {
    checkEqualStrides(values, check)
    checkConvolution(input, values, check)
  },
  build({ input }, values, scope) {
    const { filters, kernelSize, strides, dilationRate: dilations, depthMultiplier, activation, useBias } = values
    const window = convolutionWindow(values)
    const sliding = convolutionInput(input, window, scope)
    const initializer = kernelInitializerOf(values)
    const channels = sizeOf(input, -1)
    const depthwise = scope.weight('depthwiseKernel', [...kernelSize, channels, depthMultiplier], initializer)
    const pointwise = scope.weight('pointwiseKernel', [1, 1, channels * depthMultiplier, filters], initializer)
    const apart = scope.op(
      depthwiseConv2d,
      { input: sliding.input, filter: depthwise },
      { strides, padding: sliding.padding, dilations }
    )
    const mixed = scope.op(
      conv2d,
      { input: apart, filter: pointwise },
      { strides: [1, 1], padding: 'valid', dilations: [1, 1] }
    )
    const output = useBias
      ? scope.op(biasAdd, { input: mixed, bias: scope.weight('bias', [filters], biasInitializerOf(values)) })
      : mixed
    return activate(output, activation, scope)
  },
  arithmetic: ({ input }, values) => windowArithmetic(input, convolutionWindow(values)),
  window: values => receptiveWindow(convolutionWindow(values)),
  keras: {
    write(values) {
      const { filters, kernelSize, strides, dilationRate, depthMultiplier, activation } = values
      const window = convolutionWindow(values)
      return [
        ...kerasPadding(window),
        {
          className: 'SeparableConv2D',
          config: {
            filters,
            kernel_size: kernelSize,
            strides,
            padding: paddingRule(window),
            dilation_rate: dilationRate,
            depth_multiplier: depthMultiplier,
            activation: kerasActivation(activation),
            ...kernelsNamed(kerasKernelConfig(values), ['depthwise', 'pointwise'])
          }
        }
      ]
    },
    read: {
      className: 'SeparableConv2D',
      defaults: { ...kerasConvolutionDefaults, depth_multiplier: 1, groups: 1, ...kerasKernelDefaults },
      parameters: options => ({
        filters: options['filters'],
        ...convolutionFromKeras(options),
        depthMultiplier: options['depth_multiplier'],
        ...kernelFromKeras(options, 'depthwise')
      }),
      takesPadding: true
    }
  },
  examples: [
    { inputs: { input: [6, 5, 2] }, parameters: { filters: 4 } },
    {
      inputs: { input: [7, 6, 2] },
      parameters: { filters: 3, strides: [2, 2], padding: 'same', depthMultiplier: 2, activation: 'relu' }
    },
    { inputs: { input: [7, 6, 2] }, parameters: { filters: 3, dilationRate: [2, 2], useBias: false } },
    {
      inputs: { input: [5, 6, 2] },
      parameters: { filters: 3, strides: [2, 2], padding: 'explicit', explicitPadding: [1, 0] }
    }
  ]
})
