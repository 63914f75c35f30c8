import type { Engine } from '../../core/engine.ts'
import { HostFault } from '../fault.ts'
import { availableCores } from '../machine/cores.ts'
import { type Binding, loadBinding } from './binding.ts'
import { openSession } from './session.ts'

/** Native TensorFlow in this thread. Throws HostFault where the library is missing or does not load. */
export function openEngine(): Engine {
  const binding = load()
  return {
    library: 'TensorFlow',
    version: binding.TF_Version,
    devices: async () => [
      { name: 'CPU', type: 'CPU' },
      ...(binding.isUsingGpuDevice() ? [{ name: 'GPU', type: 'GPU' } as const] : [])
    ],
    cores: availableCores(),
    // The official binding, which is all there is on other systems, opens every session with TensorFlow's defaults.
    heedsThreads: process.platform === 'linux',
    open: async (model, options) => openSession(binding, model, options)
  }
}

function load(): Binding {
  try {
    return loadBinding()
  } catch (cause) {
    const message = `Native TensorFlow did not load: ${cause instanceof Error ? cause.message : String(cause)}`
    throw new HostFault(
      { code: 'engine/missing', message, fix: 'Run `npm run setup`, which gets and checks it.' },
      cause
    )
  }
}
