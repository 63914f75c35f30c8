import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert } from '../../core/assert.ts'
import {
  EngineError,
  type EngineEntryPoint,
  type EngineModel,
  type HostTensor,
  type Session,
  type SessionOptions
} from '../../core/engine.ts'
import { bytesText } from '../../core/number-text.ts'
import { bytesPerNumber, elementCount, mostBytes, shapeText } from '../../core/ops/tensor.ts'
import type { Binding, BindingTensor } from './binding.ts'
import { createFeed } from './feed.ts'

/** Opens a model in a TensorFlow session of its own. */
export function openSession(binding: Binding, model: EngineModel, options: SessionOptions = {}): Session {
  const id = load(binding, model.bytes, options)
  let isOpen = true

  function run(name: string, feeds: Readonly<Record<string, HostTensor>>): Record<string, HostTensor> {
    if (!isOpen) throw new EngineError('The session is closed.')
    const entry = model.entryPoints[name]
    if (entry === undefined) throw new EngineError(`The program has no entry point ${name}.`)
    return runEntryPoint(binding, { id, name, entry, feeds })
  }

  return {
    // Native code throws while the call is made; an async function turns that into a rejection.
    run: async (name, feeds = {}) => run(name, feeds),
    async close() {
      if (isOpen) binding.deleteSavedModel(id)
      isOpen = false
    }
  }
}

/** The library reads models from folders only, and has read all of it when it returns. */
function load(binding: Binding, bytes: Uint8Array, { threads }: SessionOptions): number {
  const folder = mkdtempSync(join(tmpdir(), 'receptive-'))
  try {
    writeFileSync(join(folder, 'saved_model.pb'), bytes)
    if (threads !== undefined) writeFileSync(join(folder, 'config.pb'), configOf(threads))
    return binding.loadSavedModel(folder, 'serve')
  } catch (error) {
    throw new EngineError('TensorFlow could not open the program.', error)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A ConfigProto with its second field alone, `intra_op_parallelism_threads`. */
function configOf(threads: number): Uint8Array {
  assert(threads > 0 && threads < 2 ** 14, 'A number of threads fits two bytes of a varint.')
  return threads < 128 ? Uint8Array.of(0x10, threads) : Uint8Array.of(0x10, (threads & 127) | 128, threads >> 7)
}

interface Call {
  readonly id: number
  readonly name: string
  readonly entry: EngineEntryPoint
  readonly feeds: Readonly<Record<string, HostTensor>>
}

function runEntryPoint(binding: Binding, { id, name, entry, feeds }: Call): Record<string, HostTensor> {
  const given = Object.keys(feeds)
  const missing = Object.keys(entry.feeds).filter(feed => feeds[feed] === undefined)
  const unknown = given.filter(feed => entry.feeds[feed] === undefined)
  if (missing.length + unknown.length > 0) {
    throw new EngineError(
      `${name} takes ${Object.keys(entry.feeds).join(', ') || 'no feeds'}; it was given ${given.join(', ') || 'none'}.`
    )
  }
  const inputs: number[] = []
  let outputs: readonly BindingTensor[] = []
  try {
    for (const [feed, { dtype }] of Object.entries(entry.feeds)) {
      const tensor = feeds[feed]
      if (tensor?.dtype !== dtype)
        throw new EngineError(`${name} takes ${dtype} for ${feed}, not ${String(tensor?.dtype)}.`)
      inputs.push(createFeed(binding, tensor))
    }
    const inputNames = Object.values(entry.feeds).map(({ output }) => output)
    const fetches = Object.entries(entry.fetches)
    outputs = binding.runSavedModel(id, inputs, inputNames.join(','), fetches.map(([, { output }]) => output).join(','))
    return Object.fromEntries(
      fetches.map(([fetch, { dtype }], index) => {
        const { id: tensor, shape } = outputs[index] as BindingTensor
        refuseTooLarge(fetch, shape, bytesPerNumber[dtype])
        return [fetch, { dtype, shape, data: binding.tensorDataSync(tensor) }]
      })
    )
  } catch (error) {
    if (error instanceof EngineError) throw error
    throw engineError(error)
  } finally {
    for (const input of inputs) binding.deleteTensor(input)
    for (const output of outputs) binding.deleteTensor(output.id)
  }
}

/** The binding asks for a buffer in a way that ends the process where there is none so large. */
function refuseTooLarge(fetch: string, shape: readonly number[], bytes: number): void {
  const needed = elementCount(shape) * bytes
  if (needed <= mostBytes) return
  throw new EngineError(
    `${fetch} has ${shapeText(shape)} numbers, more than ${bytesText(mostBytes)}, which cannot be read out.`
  )
}

/** The library's own words, but for the one failure that a person can mend. */
function engineError(error: unknown): Error {
  const words = error instanceof Error ? error.message : String(error)
  const shape = /OOM when allocating tensor with shape\[([\d,]*)\]/.exec(words)?.[1]
  if (shape === undefined) return new EngineError(words, error)
  return new EngineError(
    `There was no memory left for a tensor of ${shape.replaceAll(',', '×')} numbers. ` +
      'Take a smaller batch or smaller images, or close other programs.',
    error
  )
}
