import { constants } from 'node:os'
import { bindingFile } from './paths.ts'

// Read by the library while it is loaded, so these come first. Electron brings its own malloc; with its own pool
// TensorFlow does not pay for that.
process.env['TF_CPU_ALLOCATOR_USE_BFC'] ??= '1'
process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true'
process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'

/**
 * Loads native TensorFlow before anything else of the main process. Mesa's software driver brings a second copy of LLVM
 * with it once the app is ready, and a TensorFlow loaded after that crashes in a static initialiser.
 */
function loadBinding(): string | undefined {
  try {
    process.dlopen({ exports: {} }, bindingFile, constants.dlopen.RTLD_NOW)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Why the binding could not be loaded, in the loader's words; undefined when it is there. */
export const bindingFault: string | undefined = loadBinding()
