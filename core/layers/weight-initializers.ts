import { choice, number } from '../parameters.ts'
import {
  bilinear,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  ones,
  zeros,
  type Initializer
} from '../program/initializers.ts'

const labels = {
  glorotUniform: 'Glorot uniform',
  glorotNormal: 'Glorot normal',
  heUniform: 'He uniform',
  heNormal: 'He normal',
  lecunUniform: 'LeCun uniform',
  lecunNormal: 'LeCun normal',
  normal: 'Normal',
  truncatedNormal: 'Truncated normal',
  uniform: 'Uniform',
  orthogonal: 'Orthogonal',
  bilinear: 'Bilinear',
  constant: 'Constant',
  zeros: 'Zeros',
  ones: 'Ones'
} as const

export type KernelInitializer = keyof typeof labels
const kinds = Object.keys(labels) as readonly KernelInitializer[]

/** Whether a parameter of a table has one of these values. */
function isOneOf(name: string, values: readonly string[]): (given: Readonly<Record<string, unknown>>) => boolean {
  return given => values.includes(String(given[name]))
}

const normals = ['normal', 'truncatedNormal'] as const
const stddevHelp = 'The standard deviation of a normal start.'
const limitHelp = 'How far from 0 a uniform start goes.'

/** How a kernel starts, with the numbers that some ways need. */
export const kernelInitializerParameters = {
  kernelInitializer: choice<KernelInitializer>(kinds, {
    default: 'glorotUniform',
    optionLabels: labels,
    help: 'How the kernel starts. Glorot suits tanh and sigmoid, He suits ReLU, LeCun suits SELU; bilinear makes a transposed convolution enlarge.',
    advanced: true
  }),
  kernelStddev: number({
    default: 0.05,
    min: 0,
    max: 1000,
    logarithmic: true,
    label: 'Kernel deviation',
    help: stddevHelp,
    visible: isOneOf('kernelInitializer', normals),
    advanced: true
  }),
  kernelLimit: number({
    default: 0.05,
    min: 0,
    max: 1000,
    logarithmic: true,
    help: limitHelp,
    visible: isOneOf('kernelInitializer', ['uniform']),
    advanced: true
  }),
  kernelGain: number({
    default: 1,
    min: 0,
    max: 1000,
    help: 'What the orthogonal matrix is multiplied by.',
    visible: isOneOf('kernelInitializer', ['orthogonal']),
    advanced: true
  }),
  kernelValue: number({
    default: 0,
    min: -1e6,
    max: 1e6,
    help: 'What every value of the kernel starts at.',
    visible: isOneOf('kernelInitializer', ['constant']),
    advanced: true
  })
}

const hasBias = (given: Readonly<Record<string, unknown>>): boolean => given['useBias'] !== false

/** How a bias starts. */
export const biasInitializerParameters = {
  biasInitializer: choice(['zeros', 'ones', 'constant', 'normal', 'truncatedNormal', 'uniform'], {
    default: 'zeros',
    optionLabels: labels,
    help: 'How the bias starts.',
    visible: hasBias,
    advanced: true
  }),
  biasStddev: number({
    default: 0.05,
    min: 0,
    max: 1000,
    logarithmic: true,
    label: 'Bias deviation',
    help: stddevHelp,
    visible: given => hasBias(given) && isOneOf('biasInitializer', normals)(given),
    advanced: true
  }),
  biasLimit: number({
    default: 0.05,
    min: 0,
    max: 1000,
    logarithmic: true,
    help: limitHelp,
    visible: given => hasBias(given) && isOneOf('biasInitializer', ['uniform'])(given),
    advanced: true
  }),
  biasValue: number({
    default: 0,
    min: -1e6,
    max: 1e6,
    help: 'What every value of the bias starts at.',
    visible: given => hasBias(given) && isOneOf('biasInitializer', ['constant'])(given),
    advanced: true
  })
}

interface Given {
  readonly kind: KernelInitializer
  readonly stddev: number
  readonly limit: number
  readonly gain: number
  readonly value: number
}

export interface KernelInitializerValues {
  readonly kernelInitializer: KernelInitializer
  readonly kernelStddev: number
  readonly kernelLimit: number
  readonly kernelGain: number
  readonly kernelValue: number
}

export interface BiasInitializerValues {
  readonly biasInitializer: 'zeros' | 'ones' | 'constant' | 'normal' | 'truncatedNormal' | 'uniform'
  readonly biasStddev: number
  readonly biasLimit: number
  readonly biasValue: number
}

function ofKernel(values: KernelInitializerValues): Given {
  const { kernelStddev: stddev, kernelLimit: limit, kernelGain: gain, kernelValue: value } = values
  return { kind: values.kernelInitializer, stddev, limit, gain, value }
}

function ofBias(values: BiasInitializerValues): Given {
  const { biasStddev: stddev, biasLimit: limit, biasValue: value } = values
  return { kind: values.biasInitializer, stddev, limit, gain: 1, value }
}

/** Those without a number of their own. */
const plain = {
  glorotUniform,
  glorotNormal,
  heUniform,
  heNormal,
  lecunUniform,
  lecunNormal,
  bilinear,
  zeros,
  ones
}

function initializerOf({ kind, stddev, limit, gain, value }: Given): Initializer {
  switch (kind) {
    case 'constant':
      return { kind, value }
    case 'normal':
    case 'truncatedNormal':
      return { kind, stddev }
    case 'uniform':
      return { kind, limit }
    case 'orthogonal':
      return { kind, gain }
    default:
      return plain[kind]
  }
}

export function kernelInitializerOf(values: KernelInitializerValues): Initializer {
  return initializerOf(ofKernel(values))
}

export function biasInitializerOf(values: BiasInitializerValues): Initializer {
  return initializerOf(ofBias(values))
}

/** Keras's name for each; bilinear has none, and what starts so is exported with its weights anyway. */
const kerasNames: Readonly<Record<KernelInitializer, string>> = {
  glorotUniform: 'glorot_uniform',
  glorotNormal: 'glorot_normal',
  heUniform: 'he_uniform',
  heNormal: 'he_normal',
  lecunUniform: 'lecun_uniform',
  lecunNormal: 'lecun_normal',
  normal: 'random_normal',
  truncatedNormal: 'truncated_normal',
  uniform: 'random_uniform',
  orthogonal: 'orthogonal',
  bilinear: 'glorot_uniform',
  constant: 'constant',
  zeros: 'zeros',
  ones: 'ones'
}

function kerasForm({ kind, stddev, limit, gain, value }: Given): unknown {
  const form = (className: string, config: object): unknown => {
    return { module: 'keras.initializers', class_name: className, config, registered_name: null }
  }
  switch (kind) {
    case 'normal':
      return form('RandomNormal', { mean: 0, stddev, seed: null })
    case 'truncatedNormal':
      return form('TruncatedNormal', { mean: 0, stddev, seed: null })
    case 'uniform':
      return form('RandomUniform', { minval: -limit, maxval: limit, seed: null })
    case 'orthogonal':
      return form('Orthogonal', { gain, seed: null })
    case 'constant':
      return form('Constant', { value })
    default:
      return kerasNames[kind]
  }
}

/** Keras's form of the rows above, for an option such as `kernel_initializer`. */
export function kerasKernelInitializer(values: KernelInitializerValues): unknown {
  return kerasForm(ofKernel(values))
}

export function kerasBiasInitializer(values: BiasInitializerValues): unknown {
  return kerasForm(ofBias(values))
}

/** The kind that Keras names so; undefined for one that is not here. */
export function initializerFromKeras(name: unknown): KernelInitializer | undefined {
  return kinds.find(kind => kind !== 'bilinear' && kerasNames[kind] === name)
}
