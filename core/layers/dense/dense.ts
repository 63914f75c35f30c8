import { biasAdd } from '../../ops/linear-algebra/bias-add.ts'
import { conv2d } from '../../ops/convolution/conv2d.ts'
import { matMul } from '../../ops/linear-algebra/mat-mul.ts'
import { reshape } from '../../ops/shape/reshape.ts'
import type { Tensor } from '../../ops/define-op.ts'
import { batch, elementCount, sampleShape, shapeText, sizeOf } from '../../ops/tensor.ts'
import { integer } from '../../parameters.ts'
import { numberText } from '../../number-text.ts'
import { defineProblem } from '../../problem.ts'
import { activate, activationParameter, activationText, kerasActivation } from '../activations.ts'
import { defineLayer, type LayerScope } from '../define-layer.ts'
import { biasInitializerOf, kernelInitializerOf } from '../weight-initializers.ts'
import { kerasKernelConfig, kerasKernelDefaults, kernelFromKeras, kernelParameters } from '../weights.ts'

/** The product over the last axis. More axes than one are places of a 1×1 convolution, so that each counts its MACs. */
function product(input: Tensor, kernel: Tensor, scope: LayerScope): Tensor {
  const shape = sampleShape(input)
  if (shape.length === 1) return scope.op(matMul, { left: input, right: kernel })
  const [inner, units] = [sizeOf(kernel, 0), sizeOf(kernel, 1)]
  const positions = shape.slice(0, -1)
  const image = scope.op(reshape, { input }, { shape: [batch, elementCount(positions), 1, inner] })
  const filter = scope.op(reshape, { input: kernel }, { shape: [1, 1, inner, units] })
  const convolved = scope.op(conv2d, { input: image, filter }, { strides: [1, 1], padding: 'valid', dilations: [1, 1] })
  return scope.op(reshape, { input: convolved }, { shape: [batch, ...positions, units] })
}

export const dense = defineLayer({
  type: 'dense',
  version: 1,
  label: 'Dense',
  family: 'dense',
  summary: 'Connects every value on the last axis to every output unit.',
  source: 'Keras Dense; "fully connected" in LeCun et al. 1998',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {
    units: integer({ default: 64, min: 1, max: 65_536, help: 'Size of the last output axis.' }),
    activation: activationParameter,
    ...kernelParameters
  },
  describe: ({ units, activation }) =>
    `${numberText(units)} ${units === 1 ? 'unit' : 'units'}${activationText(activation)}`,
  check({ input }, _, check) {
    if (input.shape.length > 2) check.report(denseOnImage, { shape: sampleShape(input) }, { port: 'input' })
  },
  build({ input }, values, scope) {
    const { units, activation, useBias } = values
    const kernel = scope.weight('kernel', [sizeOf(input, -1), units], kernelInitializerOf(values))
    const weighted = product(input, kernel, scope)
    const output = useBias
      ? scope.op(biasAdd, { input: weighted, bias: scope.weight('bias', [units], biasInitializerOf(values)) })
      : weighted
    return activate(output, activation, scope)
  },
  arithmetic({ input }, { units, useBias }) {
    const size = sizeOf(input, -1)
    return {
      formula: useBias ? 'inputs × units + units' : 'inputs × units',
      numbers: `${numberText(size)} × ${numberText(units)}${useBias ? ` + ${numberText(units)}` : ''}`,
      result: `${numberText(size * units + (useBias ? units : 0))} parameters`
    }
  },
  window: (_, { input }) => (input.shape.length === 2 ? 'all' : { size: [1, 1], stride: [1, 1] }),
  keras: {
    write: values => [
      {
        className: 'Dense',
        config: { units: values.units, activation: kerasActivation(values.activation), ...kerasKernelConfig(values) }
      }
    ],
    read: {
      className: 'Dense',
      defaults: kerasKernelDefaults,
      parameters: options => ({ units: options['units'], ...kernelFromKeras(options) })
    }
  },
  examples: [
    { inputs: { input: [8] } },
    { inputs: { input: [5, 8] }, parameters: { units: 3 } },
    { inputs: { input: [3, 2, 4] }, parameters: { units: 5, activation: 'relu', useBias: false } },
    { inputs: { input: [6] }, parameters: { units: 4, activation: 'softmax', kernelInitializer: 'heNormal' } },
    { inputs: { input: [6] }, parameters: { units: 4, l1: 0.1, l2: 0.01 } },
    {
      inputs: { input: [6] },
      parameters: {
        units: 4,
        kernelInitializer: 'orthogonal',
        kernelGain: 2,
        biasInitializer: 'constant',
        biasValue: 0.5
      }
    },
    {
      inputs: { input: [6] },
      parameters: { units: 4, kernelInitializer: 'truncatedNormal', kernelStddev: 0.01, biasInitializer: 'uniform' }
    },
    { inputs: { input: [6] }, parameters: { units: 4, kernelInitializer: 'lecunNormal', biasInitializer: 'ones' } },
    ...activationParameter.options.map(activation => ({ inputs: { input: [6] }, parameters: { units: 4, activation } }))
  ]
})

export const denseOnImage = defineProblem<{ readonly shape: readonly number[] }>(
  'dense/on-image',
  'warning',
  ({ shape }) => ({
    message: `The input is ${shapeText(shape)}: dense connects the ${numberText(shape.at(-1) ?? 1)} values of the last axis at each place alone.`,
    fix: 'Put a flatten or a global average before it to connect all of the image.'
  })
)
