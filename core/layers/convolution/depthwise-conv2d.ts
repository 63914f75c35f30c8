import { biasAdd } from '../../ops/linear-algebra/bias-add.ts'
import { depthwiseConv2d as convolve } from '../../ops/convolution/depthwise-conv2d.ts'
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

export const depthwiseConv2d = defineLayer({
  type: 'depthwiseConv2d',
  version: 1,
  label: 'Depthwise conv 2D',
  family: 'convolution',
  summary:
    'Slides a window of its own over each channel, without mixing channels: a fraction of the cost of a full convolution. A 1×1 convolution behind it mixes them.',
  source: 'Keras DepthwiseConv2D; Howard et al., "MobileNets", 2017',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: {
    ...convolutionParameters,
    depthMultiplier: integer({
      default: 1,
      min: 1,
      max: 4096,
      help: 'How many filters each input channel has of its own: the output has that many times the channels.'
    }),
    activation: activationParameter,
    ...kernelParameters
  },
  describe: values =>
    `${convolutionText(values)}${values.depthMultiplier === 1 ? '' : `, ${values.depthMultiplier} per channel`}${activationText(values.activation)}`,
  check({ input }, values, check) {
    checkEqualStrides(values, check)
    checkConvolution(input, values, check)
  },
  build({ input }, values, scope) {
    const { kernelSize, strides, dilationRate: dilations, depthMultiplier, activation, useBias } = values
    const window = convolutionWindow(values)
    const sliding = convolutionInput(input, window, scope)
    const channels = sizeOf(input, -1)
    const shape = [...kernelSize, channels, depthMultiplier]
    const filter = scope.weight('kernel', shape, kernelInitializerOf(values))
    const convolved = scope.op(
      convolve,
      { input: sliding.input, filter },
      { strides, padding: sliding.padding, dilations }
    )
    const output = useBias
      ? scope.op(biasAdd, {
          input: convolved,
          bias: scope.weight('bias', [channels * depthMultiplier], biasInitializerOf(values))
        })
      : convolved
    return activate(output, activation, scope)
  },
  arithmetic: ({ input }, values) => windowArithmetic(input, convolutionWindow(values)),
  window: values => receptiveWindow(convolutionWindow(values)),
  keras: {
    write(values) {
      const { kernelSize, strides, dilationRate, depthMultiplier, activation } = values
      const window = convolutionWindow(values)
      return [
        ...kerasPadding(window),
        {
          className: 'DepthwiseConv2D',
          config: {
            kernel_size: kernelSize,
            strides,
            padding: paddingRule(window),
            depth_multiplier: depthMultiplier,
            dilation_rate: dilationRate,
            activation: kerasActivation(activation),
            ...kernelsNamed(kerasKernelConfig(values), ['depthwise'])
          }
        }
      ]
    },
    read: {
      className: 'DepthwiseConv2D',
      defaults: { ...kerasConvolutionDefaults, depth_multiplier: 1, ...kerasKernelDefaults },
      parameters: options => ({
        ...convolutionFromKeras(options),
        depthMultiplier: options['depth_multiplier'],
        ...kernelFromKeras(options, 'depthwise')
      }),
      takesPadding: true
    }
  },
  isFactor: true,
  examples: [
    { inputs: { input: [6, 5, 3] } },
    { inputs: { input: [7, 6, 2] }, parameters: { strides: [2, 2], padding: 'same', depthMultiplier: 3 } },
    { inputs: { input: [7, 6, 2] }, parameters: { dilationRate: [2, 1], activation: 'relu6', useBias: false } },
    {
      inputs: { input: [6, 6, 2] },
      parameters: { kernelSize: [3, 2], strides: [2, 2], padding: 'explicit', explicitPadding: [1, 1], l2: 0.1 }
    }
  ]
})
