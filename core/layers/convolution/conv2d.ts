import { biasAdd } from '../../ops/bias-add.ts'
import { conv2d as convolve } from '../../ops/conv2d.ts'
import { sizeOf } from '../../ops/tensor.ts'
import { integer, pair, type Pair } from '../../parameters.ts'
import { activate, activationParameter, activationText, kerasActivation } from '../activations.ts'
import { defineLayer } from '../define-layer.ts'
import { biasInitialiserOf, kernelInitialiserOf } from '../weight-initialisers.ts'
import { kerasKernelConfig, kernelParameters } from '../weights.ts'
import {
  checkWindow,
  kerasPadding,
  padded,
  paddingParameters,
  paddingRule,
  receptiveWindow,
  windowArithmetic,
  windowText,
  type SlidingWindow
} from '../windows.ts'

function windowOf(values: Omit<SlidingWindow, 'size' | 'parameter'> & { readonly kernelSize: Pair }): SlidingWindow {
  const { kernelSize: size, strides, padding, explicitPadding } = values
  return { size, strides, padding, explicitPadding, parameter: 'kernelSize' }
}

export const conv2d = defineLayer({
  type: 'conv2d',
  version: 1,
  label: 'Conv 2D',
  family: 'convolution',
  summary: 'Slides a window of learned filters over the picture; each filter gives one channel of the output.',
  source: 'Keras Conv2D; Dumoulin and Visin, "A guide to convolution arithmetic", 2016',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: {
    filters: integer({
      default: 32,
      min: 1,
      max: 65_536,
      help: 'How many filters are learned: the channels of the output.'
    }),
    kernelSize: pair({ default: [3, 3], min: 1, max: 1024, help: 'Height and width of the window.' }),
    strides: pair({
      default: [1, 1],
      min: 1,
      max: 1024,
      help: 'Rows and columns from one place of the window to the next.'
    }),
    ...paddingParameters,
    activation: activationParameter,
    ...kernelParameters
  },
  describe: ({ kernelSize, strides, filters, activation }) =>
    `${windowText({ size: kernelSize, strides })}, ${filters} ${filters === 1 ? 'filter' : 'filters'}${activationText(activation)}`,
  check({ input }, values, check) {
    checkWindow(input, windowOf(values), check)
  },
  build({ input }, values, scope) {
    const { filters, kernelSize, strides, activation, useBias } = values
    const window = windowOf(values)
    const shape = [...kernelSize, sizeOf(input, -1), filters]
    const filter = scope.weight('kernel', shape, kernelInitialiserOf(values))
    const convolved = scope.op(
      convolve,
      { input: padded(input, window, scope), filter },
      { strides, padding: paddingRule(window), dilations: [1, 1] }
    )
    const output = useBias
      ? scope.op(biasAdd, { input: convolved, bias: scope.weight('bias', [filters], biasInitialiserOf(values)) })
      : convolved
    return activate(output, activation, scope)
  },
  arithmetic: ({ input }, values) => windowArithmetic(input, windowOf(values)),
  window: values => receptiveWindow(windowOf(values)),
  keras(values) {
    const { filters, kernelSize, strides, activation } = values
    const window = windowOf(values)
    return [
      ...kerasPadding(window),
      {
        className: 'Conv2D',
        config: {
          filters,
          kernel_size: kernelSize,
          strides,
          padding: paddingRule(window),
          activation: kerasActivation(activation),
          ...kerasKernelConfig(values)
        }
      }
    ]
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
      parameters: { filters: 5, kernelSize: [1, 1], kernelInitialiser: 'heNormal', activation: 'sigmoid' }
    },
    { inputs: { input: [3, 3, 2] }, parameters: { filters: 4, kernelSize: [2, 2], activation: 'softmax' } }
  ]
})
