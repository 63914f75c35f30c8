import { number, toggle } from '../parameters.ts'
import { activationFromKeras } from './activations.ts'
import type { KerasOptions } from './keras-form.ts'
import {
  biasInitializerParameters,
  initializerFromKeras,
  kerasBiasInitializer,
  kerasKernelInitializer,
  kernelInitializerParameters,
  type BiasInitializerValues,
  type KernelInitializerValues
} from './weight-initializers.ts'

/** Rows that all layers with weights have in common (DESIGN decision 14): spread into their tables. */
export const trainingParameters = {
  trainable: toggle({
    default: true,
    help: 'Off: training leaves the weights of this layer as they are. Its moving statistics then stand still too.',
    advanced: true
  }),
  learningRateFactor: number({
    default: 1,
    min: 0,
    max: 1000,
    help: 'What the learning rate is multiplied by for the weights of this layer.',
    advanced: true
  })
}

/** L1 and L2 on the kernels of a layer. */
export const regularizationParameters = {
  l1: number({
    default: 0,
    min: 0,
    max: 100,
    logarithmic: true,
    label: 'L1',
    help: 'Adds this times the sum of the absolute kernel values to the loss: many of them become 0.',
    advanced: true
  }),
  l2: number({
    default: 0,
    min: 0,
    max: 100,
    logarithmic: true,
    label: 'L2',
    help: 'Adds this times the sum of the squared kernel values to the loss: they stay small.',
    advanced: true
  })
}

/** Rows that layers with a kernel have in common. */
export const kernelParameters = {
  useBias: toggle({
    default: true,
    label: 'Bias',
    help: 'Adds one learned number to each output channel or unit. Not needed before a batch normalization.'
  }),
  ...kernelInitializerParameters,
  ...biasInitializerParameters,
  ...trainingParameters,
  ...regularizationParameters
}

/** What a person set for the weights of a layer. */
export interface WeightSettings {
  readonly trainable: boolean
  readonly learningRateFactor: number
  readonly l1: number
  readonly l2: number
}

/** The settings among a layer's parameters; the defaults where its table has no such rows. */
export function weightSettingsOf(parameters: Readonly<Record<string, unknown>>): WeightSettings {
  const numberOf = (name: string, fallback: number): number => {
    const value = parameters[name]
    return typeof value === 'number' ? value : fallback
  }
  return {
    trainable: parameters['trainable'] !== false,
    learningRateFactor: numberOf('learningRateFactor', 1),
    l1: numberOf('l1', 0),
    l2: numberOf('l2', 0)
  }
}

/** Keras's name and form of L1 and L2, for a layer's `regularizer` options; none where both are 0. */
export function kerasRegularizer(
  option: string,
  { l1, l2 }: Pick<WeightSettings, 'l1' | 'l2'>
): Readonly<Record<string, unknown>> {
  if (l1 === 0 && l2 === 0) return {}
  return { [option]: { module: 'keras.regularizers', class_name: 'L1L2', config: { l1, l2 }, registered_name: null } }
}

/** Keras's `trainable`, where it is off. */
export function kerasTrainable({ trainable }: Pick<WeightSettings, 'trainable'>): Readonly<Record<string, unknown>> {
  return trainable ? {} : { trainable }
}

/** Keras's names for the rows above. */
export function kerasKernelConfig(
  values: { readonly useBias: boolean } & KernelInitializerValues &
    BiasInitializerValues &
    Omit<WeightSettings, 'learningRateFactor'>
): Readonly<Record<string, unknown>> {
  return {
    use_bias: values.useBias,
    kernel_initializer: kerasKernelInitializer(values),
    ...(values.biasInitializer !== 'zeros' && { bias_initializer: kerasBiasInitializer(values) }),
    ...kerasRegularizer('kernel_regularizer', values),
    ...kerasTrainable(values)
  }
}

/** What Keras takes for these where a configuration leaves them out, and for the activation behind them. */
export const kerasKernelDefaults = { activation: 'linear', use_bias: true } as const

/** The parameters of a layer with a kernel, which Keras knows by this name, and with an activation behind it. */
export function kernelFromKeras(options: KerasOptions, kernel = 'kernel'): KerasOptions {
  return {
    activation: activationFromKeras(options['activation']),
    useBias: options['use_bias'],
    kernelInitializer: initializerFromKeras(options[`${kernel}_initializer`]),
    ...weightsFromKeras(options, `${kernel}_regularizer`)
  }
}

/** What a Keras layer says of training its weights: `trainable`, and L1 and L2 under the option of this name. */
export function weightsFromKeras(options: KerasOptions, regularizer?: string): KerasOptions {
  const fractions = regularizer === undefined ? {} : fractionsOf(options[regularizer])
  return { ...(options['trainable'] === false ? { trainable: false } : {}), ...fractions }
}

/** Keras writes L1, L2 and both as `{ class_name, config: { l1, l2 } }`, leaving out what its class has not. */
function fractionsOf(regularizer: unknown): KerasOptions {
  if (typeof regularizer !== 'object' || regularizer === null) return {}
  const { config } = regularizer as { config?: unknown }
  if (typeof config !== 'object' || config === null) return {}
  const { l1, l2 } = config as { l1?: unknown; l2?: unknown }
  return { ...(typeof l1 === 'number' && l1 > 0 ? { l1 } : {}), ...(typeof l2 === 'number' && l2 > 0 ? { l2 } : {}) }
}
