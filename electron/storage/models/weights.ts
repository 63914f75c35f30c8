import { stat } from 'node:fs/promises'
import { z } from 'zod'
import { assert } from '../../../core/assert.ts'
import type { HostTensor } from '../../../core/engine.ts'
import { type FileTensor, readSafetensors, writeSafetensors } from '../../../core/exchange/safetensors.ts'
import { parseJson } from '../../../core/json.ts'
import { HostFault, problemFault } from '../../fault.ts'
import { codeOf, writeAtomic } from '../atomic-write.ts'
import { readRegular } from '../regular-file.ts'

/** All that training needs to go on: weights, optimizer slots and counters by key, and where it stands. */
export interface SavedWeights {
  readonly tensors: Readonly<Record<string, HostTensor>>
  /** Where training goes on, in words of its own: the file keeps these counts as they are. */
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

interface WeightsAccess {
  /** What messages call the file. */
  readonly name: string
  /** More bytes than the file ever has. */
  readonly largest: number
}

/** What a file of weights holds; undefined where there is none. Throws HostFault when it is broken. */
export async function readWeights(file: string, access: WeightsAccess): Promise<SavedWeights | undefined> {
  const bytes = await readRegular(file, access).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (!bytes) return undefined
  const read = readSafetensors(bytes, access.name)
  if ('problem' in read) throw problemFault([read.problem])
  const tensors = Object.entries(read.tensors).map(
    ([name, tensor]) => [name, toHost(`${access.name}: the tensor "${name}"`, tensor)] as const
  )
  return { tensors: Object.fromEntries(tensors), progress: parseProgress(read.metadata['progress'], access.name) }
}

function toFile(name: string, { dtype, shape, data }: HostTensor): FileTensor {
  const isNumber = dtype !== 'string' && dtype !== 'int64' && dtype !== 'bfloat16'
  assert(isNumber && !isStrings(data), `${name} is ${dtype}; weights are numbers.`)
  return { dtype, shape, data }
}

function isStrings(data: HostTensor['data']): data is readonly Uint8Array[] {
  return Array.isArray(data)
}

/** `name` is what messages call the tensor. */
function toHost(name: string, { dtype, shape, data }: FileTensor): HostTensor {
  if (dtype === 'float64' || dtype === 'int64' || data instanceof Float64Array || data instanceof BigInt64Array) {
    throw weightsNotOurs(`${name} is ${dtype}; float32, int32 and bytes were expected.`)
  }
  return { dtype, shape, data }
}

const progressForm = z.record(z.string(), z.number().int().min(0))

function parseProgress(text: string | undefined, file: string): SavedWeights['progress'] {
  const parsed = progressForm.safeParse(jsonIn(text ?? '{}'))
  if (parsed.success) return parsed.data
  throw weightsNotOurs(`${file} does not say in numbers where its training stood.`)
}

function jsonIn(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** A file of tensors that no training here wrote. */
export function weightsNotOurs(message: string): HostFault {
  return new HostFault({
    code: 'run/weights-not-ours',
    message,
    fix: 'Put back the file that the training wrote, or train again.'
  })
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
