import { activationFromKeras, type Activation } from '../../layers/activations.ts'
import { weightOptions } from './weight-options.ts'

type Options = Readonly<Record<string, unknown>>

/** Which layer of the catalogue stands for a Keras class, and its parameters from the class's full options. */
export interface LayerClass {
  readonly type: string
  parameters(options: Options): Options
}

function pooling(type: string): LayerClass {
  return {
    type,
    parameters: options => ({
      poolSize: options['pool_size'],
      strides: options['strides'],
      padding: options['padding']
    })
  }
}

function plain(type: string): LayerClass {
  return { type, parameters: () => ({}) }
}

/** Others matter to nobody who has the weights, and become the default. */
const initialisers: ReadonlyMap<unknown, string> = new Map([
  ['glorot_uniform', 'glorotUniform'],
  ['he_normal', 'heNormal']
])

/** ((top, bottom), (left, right)) as the rows and columns of a layer's own parameters. */
function bordersOf(sides: unknown): Options {
  const [rows, columns]: readonly unknown[] = Array.isArray(sides) ? sides : []
  return { rows, columns }
}

/** The classes that become layers as they are. Whether the layer does the same is checked against its own Keras form. */
export const layerClasses: ReadonlyMap<string, LayerClass> = new Map<string, LayerClass>([
  [
    'Conv2D',
    {
      type: 'conv2d',
      parameters: options => ({
        filters: options['filters'],
        kernelSize: options['kernel_size'],
        strides: options['strides'],
        padding: options['padding'],
        activation: activationFromKeras(options['activation']) ?? options['activation'],
        useBias: options['use_bias'],
        kernelInitialiser: initialisers.get(options['kernel_initializer']),
        ...weightOptions(options, 'kernel_regularizer')
      })
    }
  ],
  [
    'Dense',
    {
      type: 'dense',
      parameters: options => ({
        units: options['units'],
        activation: activationFromKeras(options['activation']) ?? options['activation'],
        useBias: options['use_bias'],
        kernelInitialiser: initialisers.get(options['kernel_initializer']),
        ...weightOptions(options, 'kernel_regularizer')
      })
    }
  ],
  ['MaxPooling2D', pooling('maxPooling2d')],
  ['AveragePooling2D', pooling('averagePooling2d')],
  ['GlobalAveragePooling2D', plain('globalAveragePooling2d')],
  ['Flatten', plain('flatten')],
  ['LeakyReLU', { type: 'leakyRelu', parameters: options => ({ negativeSlope: options['negative_slope'] }) }],
  [
    'PReLU',
    {
      type: 'prelu',
      parameters: options => ({
        sharedAxes: options['shared_axes'] ?? [],
        ...weightOptions(options, 'alpha_regularizer')
      })
    }
  ],
  ['ELU', { type: 'elu', parameters: options => ({ alpha: options['alpha'] }) }],
  ['Softmax', plain('softmax')],
  [
    'BatchNormalization',
    {
      type: 'batchNormalisation',
      parameters: options => ({
        momentum: options['momentum'],
        epsilon: options['epsilon'],
        center: options['center'],
        scale: options['scale'],
        ...weightOptions(options)
      })
    }
  ],
  ['SpatialDropout2D', { type: 'spatialDropout2d', parameters: options => ({ rate: options['rate'] }) }],
  ['GaussianNoise', { type: 'gaussianNoise', parameters: options => ({ stddev: options['stddev'] }) }],
  ['Dropout', { type: 'dropout', parameters: options => ({ rate: options['rate'] }) }],
  ['Add', plain('add')],
  ['Subtract', plain('subtract')],
  ['Multiply', plain('multiply')],
  ['Average', plain('average')],
  ['Maximum', plain('maximum')],
  ['Dot', { type: 'dot', parameters: options => ({ axes: options['axes'], normalize: options['normalize'] }) }],
  ['Reshape', { type: 'reshape', parameters: options => ({ targetShape: options['target_shape'] }) }],
  ['Permute', { type: 'permute', parameters: options => ({ dims: options['dims'] }) }],
  ['RepeatVector', { type: 'repeatVector', parameters: options => ({ n: options['n'] }) }],
  ['ZeroPadding2D', { type: 'zeroPadding2d', parameters: options => bordersOf(options['padding']) }],
  ['Cropping2D', { type: 'cropping2d', parameters: options => bordersOf(options['cropping']) }],
  [
    'Resizing',
    {
      type: 'resizing',
      parameters: options => ({
        size: [options['height'], options['width']],
        interpolation: options['interpolation']
      })
    }
  ],
  [
    'UpSampling2D',
    {
      type: 'upSampling2d',
      parameters: options => ({ size: options['size'], interpolation: options['interpolation'] })
    }
  ],
  ['Concatenate', { type: 'concatenate', parameters: options => ({ axis: options['axis'] }) }]
])

const activationLayers = new Set<Activation | undefined>([
  'selu',
  'gelu',
  'swish',
  'hardSwish',
  'tanh',
  'sigmoid',
  'hardSigmoid',
  'softplus'
])

/** Keras's ReLU, clipped or not, and its Activation layer, for the functions that are no class of their own there. */
export function activationClass({
  className,
  config
}: {
  readonly className: string
  readonly config: Options
}): LayerClass | undefined {
  if (className === 'ReLU') return plain(config['max_value'] === 6 ? 'relu6' : 'relu')
  const activation = className === 'Activation' ? activationFromKeras(config['activation']) : undefined
  return activation !== undefined && activationLayers.has(activation) ? plain(activation) : undefined
}
