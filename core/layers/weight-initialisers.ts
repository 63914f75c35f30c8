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
  type Initialiser
} from '../program/initialisers.ts'

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

export type KernelInitialiser = keyof typeof labels
const kinds = Object.keys(labels) as readonly KernelInitialiser[]

/** Whether a parameter of a table has one of these values. */
function isOneOf(name: string, values: readonly string[]): (given: Readonly<Record<string, unknown>>) => boolean {
  return given => values.includes(String(given[name]))
}

const spreading = ['normal', 'truncatedNormal', 'uniform'] as const
const spreadHelp = 'The standard deviation of a normal start; how far from 0 a uniform start goes.'

/** How a kernel starts, with the numbers that some ways need. */
export const kernelInitialiserParameters = {
  kernelInitialiser: choice<KernelInitialiser>(kinds, {
    default: 'glorotUniform',
    optionLabels: labels,
    help: 'How the kernel starts. Glorot suits tanh and sigmoid, He suits ReLU, LeCun suits SELU; bilinear makes a transposed convolution enlarge.',
    advanced: true
  }),
  kernelSpread: number({
    default: 0.05,
    min: 0,
    max: 1000,
    logarithmic: true,
    help: spreadHelp,
    visible: isOneOf('kernelInitialiser', spreading),
    advanced: true
  }),
  kernelGain: number({
    default: 1,
    min: 0,
    max: 1000,
    help: 'What the orthogonal matrix is multiplied by.',
    visible: isOneOf('kernelInitialiser', ['orthogonal']),
    advanced: true
  }),
  kernelValue: number({
    default: 0,
    min: -1e6,
    max: 1e6,
    help: 'What every value of the kernel starts at.',
    visible: isOneOf('kernelInitialiser', ['constant']),
    advanced: true
  })
}

const hasBias = (given: Readonly<Record<string, unknown>>): boolean => given['useBias'] !== false

/** How a bias starts. */
export const biasInitialiserParameters = {
  biasInitialiser: choice(['zeros', 'ones', 'constant', 'normal', 'truncatedNormal', 'uniform'], {
    default: 'zeros',
    optionLabels: labels,
    help: 'How the bias starts.',
    visible: hasBias,
    advanced: true
  }),
  biasSpread: number({
    default: 0.05,
    min: 0,
    max: 1000,
    logarithmic: true,
    help: spreadHelp,
    visible: given => hasBias(given) && isOneOf('biasInitialiser', spreading)(given),
    advanced: true
  }),
  biasValue: number({
    default: 0,
    min: -1e6,
    max: 1e6,
    help: 'What every value of the bias starts at.',
    visible: given => hasBias(given) && isOneOf('biasInitialiser', ['constant'])(given),
    advanced: true
  })
}

interface Given {
  readonly kind: KernelInitialiser
  readonly spread: number
  readonly gain: number
  readonly value: number
}

export interface KernelInitialiserValues {
  readonly kernelInitialiser: KernelInitialiser
  readonly kernelSpread: number
  readonly kernelGain: number
  readonly kernelValue: number
}

export interface BiasInitialiserValues {
  readonly biasInitialiser: 'zeros' | 'ones' | 'constant' | 'normal' | 'truncatedNormal' | 'uniform'
  readonly biasSpread: number
  readonly biasValue: number
}

function ofKernel(values: KernelInitialiserValues): Given {
  const { kernelInitialiser: kind, kernelSpread: spread, kernelGain: gain, kernelValue: value } = values
  return { kind, spread, gain, value }
}

function ofBias({ biasInitialiser: kind, biasSpread: spread, biasValue: value }: BiasInitialiserValues): Given {
  return { kind, spread, gain: 1, value }
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

function initialiserOf({ kind, spread, gain, value }: Given): Initialiser {
  switch (kind) {
    case 'constant':
      return { kind, value }
    case 'normal':
    case 'truncatedNormal':
      return { kind, deviation: spread }
    case 'uniform':
      return { kind, limit: spread }
    case 'orthogonal':
      return { kind, gain }
    default:
      return plain[kind]
  }
}

export function kernelInitialiserOf(values: KernelInitialiserValues): Initialiser {
  return initialiserOf(ofKernel(values))
}

export function biasInitialiserOf(values: BiasInitialiserValues): Initialiser {
  return initialiserOf(ofBias(values))
}

/** Keras's name for each; bilinear has none, and what starts so is exported with its weights anyway. */
const kerasNames: Readonly<Record<KernelInitialiser, string>> = {
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

function kerasForm({ kind, spread, gain, value }: Given): unknown {
  const form = (className: string, config: object): unknown => {
    return { module: 'keras.initializers', class_name: className, config, registered_name: null }
  }
  switch (kind) {
    case 'normal':
      return form('RandomNormal', { mean: 0, stddev: spread, seed: null })
    case 'truncatedNormal':
      return form('TruncatedNormal', { mean: 0, stddev: spread, seed: null })
    case 'uniform':
      return form('RandomUniform', { minval: -spread, maxval: spread, seed: null })
    case 'orthogonal':
      return form('Orthogonal', { gain, seed: null })
    case 'constant':
      return form('Constant', { value })
    default:
      return kerasNames[kind]
  }
}

/** Keras's form of the rows above, for an option such as `kernel_initializer`. */
export function kerasKernelInitialiser(values: KernelInitialiserValues): unknown {
  return kerasForm(ofKernel(values))
}

export function kerasBiasInitialiser(values: BiasInitialiserValues): unknown {
  return kerasForm(ofBias(values))
}

/** The kind that Keras names so; undefined for one that is not here. */
export function initialiserFromKeras(name: unknown): KernelInitialiser | undefined {
  return kinds.find(kind => kind !== 'bilinear' && kerasNames[kind] === name)
}
