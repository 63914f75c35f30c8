import './machine/library-environment.ts'
import { constants } from 'node:os'
import { bindingFile } from './paths.ts'

/**
 * Loads native TensorFlow before anything else of the main process. Mesa's software driver brings a second copy of LLVM
 * with it once the app is ready, and a TensorFlow loaded after that crashes in a static initializer.
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
