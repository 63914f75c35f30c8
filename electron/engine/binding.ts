import '../machine/library-environment.ts'
import { constants } from 'node:os'
import { bindingFile } from '../paths.ts'

/** A tensor that the binding holds, by the number it gave it. */
export interface BindingTensor {
  readonly id: number
  readonly shape: readonly number[]
  readonly dtype: number
}

/** The part of tfjs-node's native binding that the engine uses (its `dist/tfjs_binding.d.ts`). */
export interface Binding {
  readonly TF_Version: string
  createTensor(shape: readonly number[], dtype: number, data: ArrayBufferView | readonly Uint8Array[]): number
  deleteTensor(id: number): void
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array
  loadSavedModel(folder: string, tags: string): number
  deleteSavedModel(id: number): void
  /** Names are joined by commas. */
  runSavedModel(
    id: number,
    inputs: readonly number[],
    inputNames: string,
    outputNames: string
  ): readonly BindingTensor[]
  getNumOfSavedModels(): number
  getNumOfTensors(): number
  isUsingGpuDevice(): boolean
}

/** Loads the binding into this thread; each thread has its own. Throws with the loader's words. */
export function loadBinding(): Binding {
  const module: { exports: object } = { exports: {} }
  process.dlopen(module, bindingFile, constants.dlopen.RTLD_NOW)
  return module.exports as Binding
}
