import { strFromU8, strToU8 } from 'fflate'
import { assert } from '../assert.ts'
import { parseJson } from '../json.ts'
import { defineProblem, type Problem } from '../problem.ts'
import { elementSize, type NumberKind, type Numbers, viewNumbers } from './numbers.ts'

/** A tensor in a file. `data` is row-major; bools are bytes of 0 and 1. */
export interface FileTensor {
  readonly dtype: NumberKind
  readonly shape: readonly number[]
  readonly data: Numbers
}

/** What a safetensors file holds: tensors by name, and texts about them. */
export interface TensorFile {
  readonly tensors: Readonly<Record<string, FileTensor>>
  readonly metadata: Readonly<Record<string, string>>
}

/** The limit of the format's own library. */
const headerLimitBytes = 100_000_000

const names = { float32: 'F32', float64: 'F64', int32: 'I32', int64: 'I64', uint8: 'U8', bool: 'BOOL' } as const

const kinds: ReadonlyMap<string, NumberKind> = new Map(
  Object.entries(names).map(([kind, name]) => [name, kind as NumberKind])
)

/** The library's order of types: the widest first, so that every tensor is aligned. */
const order = ['bool', 'uint8', 'int32', 'float32', 'float64', 'int64'] as const satisfies readonly NumberKind[]

/**
 * Writes tensors as the safetensors library does, byte for byte: the length of the header (8 bytes), the header in
 * JSON filled up with spaces to a multiple of 8, the tensors without gaps. https://github.com/huggingface/safetensors
 * The file is the pieces end to end; those of tensors look into their data, so that nothing is held twice.
 */
export function writeSafetensors({ tensors, metadata }: TensorFile): readonly Uint8Array[] {
  const entries = Object.entries(tensors).sort(
    ([leftName, left], [rightName, right]) =>
      order.indexOf(right.dtype) - order.indexOf(left.dtype) || (leftName < rightName ? -1 : 1)
  )
  let end = 0
  const table = new Map<string, unknown>()
  if (Object.keys(metadata).length > 0) table.set('__metadata__', metadata)
  for (const [name, { dtype, shape, data }] of entries) {
    assert(name !== '__metadata__', 'No tensor can be called __metadata__.')
    assert(
      data.length === countOf(shape),
      `${name} has ${data.length} numbers, its shape ${shape.join('×')} another count.`
    )
    const start = end
    end += data.length * elementSize(dtype)
    table.set(name, { dtype: names[dtype], shape, data_offsets: [start, end] })
  }
  // A Map keeps the order even of names that look like numbers, which an object does not.
  const rows = [...table].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
  const header = strToU8(`{${rows.join(',')}}`)
  const headerLength = Math.ceil(header.length / 8) * 8
  const head = new Uint8Array(8 + headerLength)
  new DataView(head.buffer).setBigUint64(0, BigInt(headerLength), true)
  head.fill(0x20, 8 + header.length)
  head.set(header, 8)
  return [head, ...entries.map(([, { data }]) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength))]
}

/**
 * Reads a safetensors file; `file` names it in messages. The tensors look into `bytes` where they lie aligned, so
 * changing one changes the other. Nothing in the file is believed before it is checked.
 */
export function readSafetensors(bytes: Uint8Array, file: string): TensorFile | { readonly problem: Problem } {
  const refuse = (what: string): { problem: Problem } => ({ problem: tensorsUnreadable({ path: file }, what) })
  if (bytes.length < 8) return refuse(`it is ${bytes.length} bytes long and the length of its header alone takes 8`)
  const stated = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
  if (stated > BigInt(headerLimitBytes) || Number(stated) > bytes.length - 8) {
    return refuse(`its header should be ${stated} bytes long and ${bytes.length - 8} are there`)
  }
  const start = 8 + Number(stated)
  const header = parseObject(bytes.subarray(8, start))
  if (header === undefined) return refuse('its header is not JSON')

  const tensors: Record<string, FileTensor> = Object.create(null) as Record<string, FileTensor>
  const spans: (readonly [number, number])[] = []
  let metadata: Record<string, string> = {}
  for (const [name, row] of Object.entries(header)) {
    if (name === '__metadata__') {
      if (!isTexts(row)) return refuse('its metadata are not texts')
      metadata = row
      continue
    }
    const entry = parseRow(row)
    if (typeof entry === 'string') return refuse(`the tensor "${name}" ${entry}`)
    const [from, to] = entry.span
    if (start + to > bytes.length) {
      return refuse(`the tensor "${name}" should end at byte ${start + to} and the file ends at ${bytes.length}`)
    }
    spans.push(entry.span)
    tensors[name] = {
      dtype: entry.dtype,
      shape: entry.shape,
      data: viewNumbers(bytes, start + from, start + to, entry.dtype)
    }
  }
  const covered = endOf(spans)
  if (covered === undefined) return refuse('its tensors overlap or leave gaps')
  if (start + covered !== bytes.length) {
    return refuse(`its tensors end at byte ${start + covered} and the file at ${bytes.length}`)
  }
  return { tensors, metadata }
}

/** Where the last span ends if all of them lie end to end from 0. */
function endOf(spans: readonly (readonly [number, number])[]): number | undefined {
  let end = 0
  for (const [from, to] of [...spans].sort((left, right) => left[0] - right[0] || left[1] - right[1])) {
    if (from !== end) return undefined
    end = to
  }
  return end
}

interface Row {
  readonly dtype: NumberKind
  readonly shape: readonly number[]
  readonly span: readonly [number, number]
}

/** One tensor's row of the header, or what is wrong with it. */
function parseRow(row: unknown): Row | string {
  if (!isObject(row)) return 'has no row in the header'
  const { dtype: name, shape, data_offsets: span } = row
  const dtype = typeof name === 'string' ? kinds.get(name) : undefined
  if (dtype === undefined) return `is of the type ${JSON.stringify(name)}; ${[...kinds.keys()].join(', ')} can be read`
  if (!isSizes(shape)) return 'has no shape'
  if (!isSizes(span) || span.length !== 2) return 'has no place in the file'
  const [from = 0, to = 0] = span
  const byteCount = countOf(shape) * elementSize(dtype)
  if (to - from !== byteCount) return `takes ${to - from} bytes and its shape ${shape.join('×')} needs ${byteCount}`
  return { dtype, shape, span: [from, to] }
}

function parseObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = parseJson(strFromU8(bytes))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every(text => typeof text === 'string')
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(size => Number.isSafeInteger(size) && (size as number) >= 0)
}

export const tensorsUnreadable = defineProblem<string>('safetensors/unreadable', 'error', what => ({
  message: `This safetensors file is broken: ${what}.`,
  fix: 'Take another copy of the file; one that was cut short or changed cannot be mended.'
}))
