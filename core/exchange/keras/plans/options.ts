import type { ConfiguredNode } from '../config.ts'

type Options = Readonly<Record<string, unknown>>

/** What Keras takes where a configuration leaves an option out: all options that change what a layer computes. */
const defaults: ReadonlyMap<string, Options> = new Map<string, Options>([
  ['InputLayer', { sparse: false, ragged: false, optional: false }],
  ['Rescaling', { offset: 0 }],
  [
    'Resizing',
    {
      interpolation: 'bilinear',
      crop_to_aspect_ratio: false,
      pad_to_aspect_ratio: false,
      fill_mode: 'constant',
      fill_value: 0,
      antialias: false,
      data_format: 'channels_last'
    }
  ],
  ['CenterCrop', { data_format: 'channels_last' }],
  ['ZeroPadding2D', { data_format: 'channels_last' }],
  [
    'Conv2D',
    {
      strides: [1, 1],
      padding: 'valid',
      dilation_rate: [1, 1],
      groups: 1,
      activation: 'linear',
      use_bias: true,
      data_format: 'channels_last'
    }
  ],
  [
    'DepthwiseConv2D',
    {
      strides: [1, 1],
      padding: 'valid',
      depth_multiplier: 1,
      dilation_rate: [1, 1],
      activation: 'linear',
      use_bias: true,
      data_format: 'channels_last'
    }
  ],
  [
    'SeparableConv2D',
    {
      strides: [1, 1],
      padding: 'valid',
      dilation_rate: [1, 1],
      depth_multiplier: 1,
      groups: 1,
      activation: 'linear',
      use_bias: true,
      data_format: 'channels_last'
    }
  ],
  [
    'Conv2DTranspose',
    {
      strides: [1, 1],
      padding: 'valid',
      dilation_rate: [1, 1],
      groups: 1,
      activation: 'linear',
      use_bias: true,
      data_format: 'channels_last'
    }
  ],
  ['Dense', { activation: 'linear', use_bias: true }],
  ['MaxPooling2D', { pool_size: [2, 2], padding: 'valid', data_format: 'channels_last' }],
  ['AveragePooling2D', { pool_size: [2, 2], padding: 'valid', data_format: 'channels_last' }],
  ['GlobalMaxPooling2D', { keepdims: false, data_format: 'channels_last' }],
  ['AdaptiveAveragePooling2D', { data_format: 'channels_last' }],
  ['GlobalAveragePooling2D', { keepdims: false, data_format: 'channels_last' }],
  ['Flatten', { data_format: 'channels_last' }],
  ['ReLU', { negative_slope: 0, threshold: 0 }],
  ['LeakyReLU', { negative_slope: 0.3 }],
  ['PReLU', {}],
  ['ELU', { alpha: 1 }],
  ['Activation', {}],
  ['Softmax', { axis: -1 }],
  [
    'BatchNormalization',
    { axis: -1, momentum: 0.99, epsilon: 0.001, center: true, scale: true, synchronized: false, renorm: false }
  ],
  ['LayerNormalization', { axis: -1, epsilon: 0.001, center: true, scale: true, rms_scaling: false }],
  ['GroupNormalization', { groups: 32, axis: -1, epsilon: 0.001, center: true, scale: true }],
  ['UnitNormalization', { axis: -1 }],
  ['Dropout', {}],
  ['SpatialDropout2D', { data_format: 'channels_last' }],
  ['GaussianNoise', {}],
  ['Add', {}],
  ['Subtract', {}],
  ['Multiply', {}],
  ['Average', {}],
  ['Maximum', {}],
  ['Dot', { normalize: false }],
  ['Reshape', {}],
  ['Permute', {}],
  ['RepeatVector', {}],
  ['Cropping2D', { data_format: 'channels_last' }],
  ['UpSampling2D', { size: [2, 2], interpolation: 'nearest', data_format: 'channels_last' }],
  ['Concatenate', { axis: -1 }]
])

/** Options that matter to training or not at all. */
const ignored = /^(trainable|seed|autocast|renorm_momentum|\w+_(initializer|regularizer|constraint))$/

/** A node in the one form that this program writes, its options complete; undefined for a class it does not know. */
export function withDefaults<Node extends Pick<ConfiguredNode, 'className' | 'config'>>(node: Node): Node | undefined {
  const { className, config } = canonical(node)
  const options = defaults.get(className)
  if (options === undefined) return undefined
  const given = Object.entries(config).filter(([, value]) => value !== null)
  const full: Record<string, unknown> = { dtype: 'float32', ...options, ...Object.fromEntries(given) }
  full['dtype'] = nameOf(full['dtype'])
  if ('activation' in full) full['activation'] = activationName(full['activation'])
  for (const option of Object.keys(full)) {
    if (option.endsWith('_initializer')) full[option] = initializerName(full[option])
  }
  // Keras writes a list once the layer is built, whatever it was given.
  if (className === 'LayerNormalization') full['axis'] = [full['axis']].flat()
  if (className === 'Dot' && typeof full['axes'] === 'number') full['axes'] = [full['axes'], full['axes']]
  if (className.endsWith('Pooling2D') && 'pool_size' in full) full['strides'] ??= full['pool_size']
  return { ...node, className, config: full }
}

/** The same activation in one class: Keras has ReLU and Softmax as layers, and as names for its Activation layer. */
function canonical({
  className,
  config
}: Pick<ConfiguredNode, 'className' | 'config'>): Pick<ConfiguredNode, 'className' | 'config'> {
  if (className !== 'Activation') return { className, config }
  const { activation, ...rest } = config
  switch (nameOf(activation)) {
    case 'relu':
      return { className: 'ReLU', config: rest }
    case 'relu6':
      return { className: 'ReLU', config: { ...rest, max_value: 6 } }
    case 'leaky_relu':
      return { className: 'LeakyReLU', config: { ...rest, negative_slope: 0.2 } }
    case 'elu':
      return { className: 'ELU', config: rest }
    case 'swish':
      return { className, config: { ...config, activation: 'silu' } }
    case 'hard_swish':
      return { className, config: { ...config, activation: 'hard_silu' } }
    case 'softmax':
      return { className: 'Softmax', config: rest }
    default:
      return { className, config }
  }
}

/** Keras writes a function or a type of number as its name, or as an object that holds the name. */
function nameOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { config } = value as { config?: unknown }
  return typeof config === 'object' && config !== null ? (config as { name?: unknown }).name : config
}

/** Older names of the same functions. */
function activationName(value: unknown): unknown {
  const name = nameOf(value)
  return name === 'swish' ? 'silu' : name === 'hard_swish' ? 'hard_silu' : name
}

/** `{ class_name: 'HeNormal' }` and `he_normal` are the same. */
function initializerName(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { class_name: name } = value as { class_name?: unknown }
  return typeof name === 'string' ? name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase() : undefined
}

/** The first option that matters in which two full nodes differ, with the value of the first; undefined where they agree. */
export function difference(
  given: Pick<ConfiguredNode, 'config'>,
  wanted: Pick<ConfiguredNode, 'config'>
): { readonly option: string; readonly value: unknown } | undefined {
  const names = new Set([...Object.keys(wanted.config), ...Object.keys(given.config)])
  for (const option of names) {
    if (ignored.test(option)) continue
    const value = given.config[option]
    if (!isSame(value, wanted.config[option])) return { option, value }
  }
  return undefined
}

/** Numbers agree to the precision of float32, in which they are used; an option that is off may be left out. */
function isSame(left: unknown, right: unknown): boolean {
  if (typeof left === 'number' && typeof right === 'number') return Math.fround(left) === Math.fround(right)
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((value, index) => isSame(value, right[index]))
  }
  return left === right || ((left ?? false) === false && (right ?? false) === false)
}
