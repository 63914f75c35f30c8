import { assert } from './assert.ts'
import type { DataType } from './ops/tensor.ts'

/** Numbers with a shape, outside a graph. Row-major. Strings carry whole files into a decoder. */
export interface HostTensor {
  readonly dtype: DataType
  readonly shape: readonly number[]
  readonly data: Float32Array | Int32Array | Uint8Array | readonly Uint8Array[]
}

/** A model for the engine: a variable-free SavedModel, and the names by which its entry points are called. */
export interface EngineModel {
  /** Bytes of `saved_model.pb`. */
  readonly bytes: Uint8Array
  readonly entryPoints: Readonly<Record<string, EngineEntryPoint>>
}

export interface EngineEntryPoint {
  /** Feed name to graph output (`trainStep/indices:0`) with its type. */
  readonly feeds: Readonly<Record<string, { readonly output: string; readonly dtype: DataType }>>
  /** Fetch name to graph output, in the order in which they are fetched. */
  readonly fetches: Readonly<Record<string, { readonly output: string; readonly dtype: DataType }>>
}

export interface EngineDevice {
  readonly name: string
  readonly type: 'CPU' | 'GPU'
}

export interface SessionOptions {
  /** Threads that work together on one kernel, where the engine heeds it; as many as there are cores where it is left out. */
  readonly threads?: number
}

/** What runs programs. Asynchronous, so that it could live in a process of its own. */
export interface Engine {
  readonly library: string
  readonly version: string
  /** That it may use. */
  readonly cores: number
  /** Whether a session keeps to the threads that it is opened with; otherwise all cores work on each kernel. */
  readonly heedsThreads: boolean
  devices(): Promise<readonly EngineDevice[]>
  open(model: EngineModel, options?: SessionOptions): Promise<Session>
}

/** A model opened for running, with variables of its own. Whoever opens it closes it. */
export interface Session {
  /** Runs one entry point. Feeds are copied; fetched values belong to the caller. Throws EngineError. */
  run(entryPoint: string, feeds?: Readonly<Record<string, HostTensor>>): Promise<Readonly<Record<string, HostTensor>>>
  close(): Promise<void>
}

/** The engine refused or failed: its own words in `message`. */
export class EngineError extends Error {
  override readonly name = 'EngineError'

  constructor(message: string, cause?: unknown) {
    super(message, { cause })
  }
}

/** The numbers of a fetched tensor that is known to be float32. */
export function floatsOf(tensor: HostTensor | undefined): Float32Array {
  assert(tensor?.data instanceof Float32Array, 'The program gives float32.')
  return tensor.data
}
