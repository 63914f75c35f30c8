import { choice, toggle } from '../parameters.ts'
import { glorotUniform, heNormal, type Initialiser } from '../program/initialisers.ts'

const initialisers = { glorotUniform, heNormal } satisfies Record<string, Initialiser>

export type KernelInitialiser = keyof typeof initialisers

/** Rows that layers with a kernel have in common. */
export const kernelParameters = {
  useBias: toggle({
    default: true,
    label: 'Bias',
    help: 'Adds one learned number to each output channel or unit. Not needed before a batch normalisation.'
  }),
  kernelInitialiser: choice(['glorotUniform', 'heNormal'], {
    default: 'glorotUniform',
    optionLabels: { glorotUniform: 'Glorot uniform', heNormal: 'He normal' },
    help: 'How the kernel starts. Glorot uniform suits tanh and sigmoid, He normal suits ReLU.',
    advanced: true
  })
}

export function kernelInitialiserOf(name: KernelInitialiser): Initialiser {
  return initialisers[name]
}

const kerasNames: Record<KernelInitialiser, string> = { glorotUniform: 'glorot_uniform', heNormal: 'he_normal' }

/** Keras's names for the rows above. */
export function kerasKernelConfig(values: {
  readonly useBias: boolean
  readonly kernelInitialiser: KernelInitialiser
}): Readonly<Record<string, unknown>> {
  return { use_bias: values.useBias, kernel_initializer: kerasNames[values.kernelInitialiser] }
}
