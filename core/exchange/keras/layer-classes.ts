type Options = Readonly<Record<string, unknown>>

/** Which layer of the catalogue stands for a Keras class, and its parameters from the class's full options. */
export interface LayerClass {
  readonly type: string
  parameters(options: Options): Options
}

/** Others matter to nobody who has the weights, and become the default. */
const initialisers: ReadonlyMap<unknown, string> = new Map([
  ['glorot_uniform', 'glorotUniform'],
  ['he_normal', 'heNormal']
])

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
        activation: options['activation'],
        useBias: options['use_bias'],
        kernelInitialiser: initialisers.get(options['kernel_initializer'])
      })
    }
  ],
  [
    'Dense',
    {
      type: 'dense',
      parameters: options => ({
        units: options['units'],
        activation: options['activation'],
        useBias: options['use_bias'],
        kernelInitialiser: initialisers.get(options['kernel_initializer'])
      })
    }
  ],
  ['MaxPooling2D', pooling('maxPooling2d')],
  ['AveragePooling2D', pooling('averagePooling2d')],
  ['GlobalAveragePooling2D', plain('globalAveragePooling2d')],
  ['Flatten', plain('flatten')],
  ['ReLU', plain('relu')],
  ['Softmax', plain('softmax')],
  [
    'BatchNormalization',
    {
      type: 'batchNormalisation',
      parameters: options => ({
        momentum: options['momentum'],
        epsilon: options['epsilon'],
        center: options['center'],
        scale: options['scale']
      })
    }
  ],
  ['Dropout', { type: 'dropout', parameters: options => ({ rate: options['rate'] }) }],
  ['Add', plain('add')],
  ['Concatenate', { type: 'concatenate', parameters: options => ({ axis: options['axis'] }) }]
])

/** Keras's Activation layer, for the functions that are no class of their own there. */
export function activationClass({
  className,
  config
}: {
  readonly className: string
  readonly config: Options
}): LayerClass | undefined {
  const { activation } = config
  return className === 'Activation' && (activation === 'tanh' || activation === 'sigmoid')
    ? plain(activation)
    : undefined
}
