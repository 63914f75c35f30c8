import { biasAdd } from '../../ops/linear-algebra/bias-add.ts'
import { conv2d as convolve } from '../../ops/convolution/conv2d.ts'
import { sizeOf } from '../../ops/tensor.ts'
import { integer } from '../../parameters.ts'
import { activate, activationParameter, activationText, kerasActivation } from '../activations.ts'
import { checkGroups } from '../channel-groups.ts'
import {
  checkConvolution,
  convolutionFromKeras,
  convolutionParameters,
  convolutionText,
  convolutionWindow,
  kerasConvolutionDefaults
} from '../windows/convolution-windows.ts'
import { defineLayer } from '../define-layer.ts'
import { biasInitializerOf, kernelInitializerOf } from '../weight-initializers.ts'
import { kerasKernelConfig, kerasKernelDefaults, kernelFromKeras, kernelParameters } from '../weights.ts'
import { convolutionInput, kerasPadding, paddingRule, receptiveWindow, windowArithmetic } from '../windows/windows.ts'

export const conv2d = defineLayer({
  type: 'conv2d',
  version: 1,
  label: 'Conv 2D',
  family: 'convolution',
  summary: 'Slides a window of learned filters over the image; each filter gives one channel of the output.',
  source: 'Keras Conv2D; Dumoulin and Visin, "A guide to convolution arithmetic", 2016',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: {
    filters: integer({
      default: 32,
      min: 1,
      max: 65_536,
      help: 'How many filters are learned: the channels of the output.'
    }),
    ...convolutionParameters,
    groups: integer({
      default: 1,
      min: 1,
      max: 65_536,
      help: 'Deals channels and filters to this many groups: each filter sees the channels of its own group alone, at a share of the cost.',
      advanced: true
    }),
    activation: activationParameter,
    ...kernelParameters
  },
  presets: [
    {
      id: 'conv1x1',
      label: 'Conv 1×1',
      summary:
        'Mixes the channels at each place, without looking around: makes more of them or fewer (Lin et al. 2014).',
      parameters: { kernelSize: [1, 1] }
    }
  ],
  describe(values) {
    const { filters, groups, activation } = values
    const inGroups = groups === 1 ? '' : ` in ${groups} groups`
    return `${convolutionText(values)}, ${filters} ${filters === 1 ? 'filter' : 'filters'}${inGroups}${activationText(activation)}`
  },
  check({ input }, values, check) {
    const { groups, filters } = values
    checkGroups({ groups, channels: sizeOf(input, -1), filters }, check)
    checkConvolution(input, values, check)
  },
  build({ input }, values, scope) {
    const { filters, kernelSize, strides, dilationRate: dilations, groups, activation, useBias } = values
    const window = convolutionWindow(values)
    const sliding = convolutionInput(input, window, scope)
    const shape = [...kernelSize, sizeOf(input, -1) / groups, filters]
    const filter = scope.weight('kernel', shape, kernelInitializerOf(values))
    const convolved = scope.op(
      convolve,
      { input: sliding.input, filter },
      { strides, padding: sliding.padding, dilations }
    )
    const output = useBias
      ? scope.op(biasAdd, { input: convolved, bias: scope.weight('bias', [filters], biasInitializerOf(values)) })
      : convolved
    return activate(output, activation, scope)
  },
  arithmetic: ({ input }, values) => windowArithmetic(input, convolutionWindow(values)),
  window: values => receptiveWindow(convolutionWindow(values)),
  keras: {
    write(values) {
      const { filters, kernelSize, strides, dilationRate, groups, activation } = values
      const window = convolutionWindow(values)
      return [
        ...kerasPadding(window),
        {
          className: 'Conv2D',
          config: {
            filters,
            kernel_size: kernelSize,
            strides,
            padding: paddingRule(window),
            dilation_rate: dilationRate,
            groups,
            activation: kerasActivation(activation),
            ...kerasKernelConfig(values)
          }
        }
      ]
    },
    read: {
      className: 'Conv2D',
      defaults: { ...kerasConvolutionDefaults, groups: 1, ...kerasKernelDefaults },
      parameters(options) {
        const { filters, groups } = options
        return { filters, groups, ...convolutionFromKeras(options), ...kernelFromKeras(options) }
      },
      takesPadding: true
    }
  },
  examples: [
    { inputs: { input: [6, 5, 2] } },
    { inputs: { input: [7, 7, 1] }, parameters: { filters: 3, kernelSize: [5, 5], activation: 'tanh' } },
    { inputs: { input: [8, 7, 3] }, parameters: { filters: 4, strides: [2, 2], padding: 'same', activation: 'relu' } },
    {
      inputs: { input: [7, 5, 2] },
      parameters: {
        filters: 3,
        kernelSize: [3, 2],
        strides: [2, 1],
        padding: 'explicit',
        explicitPadding: [1, 2],
        useBias: false
      }
    },
    {
      inputs: { input: [4, 4, 3] },
      parameters: { filters: 5, kernelSize: [1, 1], kernelInitializer: 'heNormal', activation: 'sigmoid' }
    },
    { inputs: { input: [3, 3, 2] }, parameters: { filters: 4, kernelSize: [2, 2], activation: 'softmax' } },
    { inputs: { input: [7, 6, 2] }, parameters: { filters: 3, dilationRate: [2, 1] } },
    { inputs: { input: [7, 6, 4] }, parameters: { filters: 6, groups: 2, padding: 'same', activation: 'relu' } },
    { inputs: { input: [8, 7, 3] }, parameters: { filters: 3, groups: 3, strides: [2, 2] } },
    {
      inputs: { input: [6, 7, 4] },
      parameters: { filters: 4, groups: 2, dilationRate: [2, 2], padding: 'explicit', explicitPadding: [2, 1] }
    },
    { inputs: { input: [6, 7, 2] }, parameters: { filters: 2, dilationRate: [2, 3], padding: 'same' } }
  ]
})
