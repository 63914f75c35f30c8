import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { assert } from '../../../core/assert.ts'
import type { HostTensor } from '../../../core/engine.ts'
import { type FileTensor, readSafetensors, writeSafetensors } from '../../../core/exchange/safetensors.ts'
import { HostFault } from '../../fault.ts'
import { codeOf, writeAtomic } from '../atomic-write.ts'

/** All that training needs to go on: weights, optimizer slots and counters by key, and where it stands. */
export interface SavedWeights {
  readonly tensors: Readonly<Record<string, HostTensor>>
  /** Where training goes on, in words of its own: the file keeps them as they are. */
  readonly progress: Readonly<Record<string, number>>
}

export async function writeWeights(file: string, { tensors, progress }: SavedWeights): Promise<void> {
  const written = Object.entries(tensors).map(([name, tensor]) => [name, toFile(name, tensor)] as const)
  const pieces = writeSafetensors({
    tensors: Object.fromEntries(written),
    metadata: { format: 'receptive', progress: JSON.stringify(progress) }
  })
  await writeAtomic(file, pieces)
}

/** What a file of weights holds; undefined where there is none. Throws HostFault when it is broken; `name` is its in messages. */
export async function readWeights(file: string, name: string): Promise<SavedWeights | undefined> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (!bytes) return undefined
  const read = readSafetensors(bytes, name)
  if ('problem' in read) {
    const { code, message, fix } = read.problem
    throw new HostFault({ code, message, fix })
  }
  const tensors = Object.entries(read.tensors).map(([name, tensor]) => [name, toHost(name, tensor)] as const)
  return { tensors: Object.fromEntries(tensors), progress: parseProgress(read.metadata['progress']) }
}

function toFile(name: string, { dtype, shape, data }: HostTensor): FileTensor {
  const isNumber = dtype !== 'string' && dtype !== 'int64' && dtype !== 'bfloat16'
  assert(isNumber && !isStrings(data), `${name} is ${dtype}; weights are numbers.`)
  return { dtype, shape, data }
}

function isStrings(data: HostTensor['data']): data is readonly Uint8Array[] {
  return Array.isArray(data)
}

function toHost(name: string, { dtype, shape, data }: FileTensor): HostTensor {
  if (dtype === 'float64' || dtype === 'int64' || data instanceof Float64Array || data instanceof BigInt64Array) {
    throw new HostFault({
      code: 'run/weights-not-ours',
      message: `The saved tensor "${name}" is ${dtype}; float32, int32 and bytes were expected.`,
      fix: 'Put the file back that the training wrote, or train again.'
    })
  }
  return { dtype, shape, data }
}

function parseProgress(text: string | undefined): Readonly<Record<string, number>> {
  try {
    return z.record(z.string(), z.number()).safeParse(JSON.parse(text ?? '{}')).data ?? {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

/** A text that changes whenever a file of weights is written anew; undefined where there is none. */
export async function weightsStamp(file: string): Promise<string | undefined> {
  try {
    const { mtimeMs, size, ino } = await stat(file)
    return `${mtimeMs} ${size} ${ino}`
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
