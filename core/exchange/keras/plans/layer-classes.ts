import { activationFromKeras, type Activation } from '../../../layers/activations.ts'
import { initializerFromKeras } from '../../../layers/weight-initializers.ts'
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

/** How a convolution's window lies and moves. */
function sliding(options: Options): Options {
  return {
    kernelSize: options['kernel_size'],
    strides: options['strides'],
    padding: options['padding'],
    dilationRate: options['dilation_rate']
  }
}

/** What layers with a kernel of this name have in common. */
function kernel(options: Options, name: string): Options {
  return {
    activation: activationFromKeras(options['activation']) ?? options['activation'],
    useBias: options['use_bias'],
    kernelInitializer: initializerFromKeras(options[`${name}_initializer`]),
    ...weightOptions(options, `${name}_regularizer`)
  }
}

/** What layers that scale and shift by learned numbers have in common. */
function scaled(options: Options): Options {
  return {
    epsilon: options['epsilon'],
    center: options['center'],
    scale: options['scale'],
    ...weightOptions(options)
  }
}

function plain(type: string): LayerClass {
  return { type, parameters: () => ({}) }
}

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
        ...sliding(options),
        groups: options['groups'],
        ...kernel(options, 'kernel')
      })
    }
  ],
  [
    'DepthwiseConv2D',
    {
      type: 'depthwiseConv2d',
      parameters: options => ({
        ...sliding(options),
        depthMultiplier: options['depth_multiplier'],
        ...kernel(options, 'depthwise')
      })
    }
  ],
  [
    'SeparableConv2D',
    {
      type: 'separableConv2d',
      parameters: options => ({
        filters: options['filters'],
        ...sliding(options),
        depthMultiplier: options['depth_multiplier'],
        ...kernel(options, 'depthwise')
      })
    }
  ],
  [
    'Conv2DTranspose',
    {
      type: 'conv2dTranspose',
      parameters: options => ({
        filters: options['filters'],
        kernelSize: options['kernel_size'],
        strides: options['strides'],
        padding: options['padding'],
        outputPadding: options['output_padding'] ?? [],
        ...kernel(options, 'kernel')
      })
    }
  ],
  [
    'Dense',
    {
      type: 'dense',
      parameters: options => ({
        units: options['units'],
        ...kernel(options, 'kernel')
      })
    }
  ],
  ['MaxPooling2D', pooling('maxPooling2d')],
  ['AveragePooling2D', pooling('averagePooling2d')],
  ['GlobalMaxPooling2D', plain('globalMaxPooling2d')],
  [
    'AdaptiveAveragePooling2D',
    { type: 'adaptiveAveragePooling2d', parameters: options => ({ outputSize: options['output_size'] }) }
  ],
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
      type: 'batchNormalization',
      parameters: options => ({ momentum: options['momentum'], ...scaled(options) })
    }
  ],
  [
    'LayerNormalization',
    { type: 'layerNormalization', parameters: options => ({ axis: [options['axis']].flat(), ...scaled(options) }) }
  ],
  [
    'GroupNormalization',
    { type: 'groupNormalization', parameters: options => ({ groups: options['groups'], ...scaled(options) }) }
  ],
  ['UnitNormalization', plain('l2Normalization')],
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
