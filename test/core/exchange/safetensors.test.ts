import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  readSafetensors,
  writeSafetensors,
  type FileTensor,
  type TensorFile
} from '../../../core/exchange/safetensors.ts'

const fixture = new Uint8Array(
  readFileSync(new URL('../../fixtures/exchange/safetensors/mixed.safetensors', import.meta.url))
)

const tensors: Record<string, FileTensor> = {
  mask: { dtype: 'bool', shape: [2], data: Uint8Array.of(1, 0) },
  step: { dtype: 'int32', shape: [], data: Int32Array.of(7) },
  größe: { dtype: 'float32', shape: [1], data: Float32Array.of(1.5) },
  'stem/conv/kernel': {
    dtype: 'float32',
    shape: [2, 3, 2],
    data: Float32Array.from({ length: 12 }, (_, at) => at / 8)
  },
  bytes: { dtype: 'uint8', shape: [1, 3], data: Uint8Array.of(0, 255, 7) },
  '10': { dtype: 'int64', shape: [2], data: BigInt64Array.of(2n ** 53n + 1n, -5n) },
  '9': { dtype: 'float64', shape: [2], data: Float64Array.of(0.1, -1e300) },
  empty: { dtype: 'float32', shape: [0, 4], data: new Float32Array() },
  a: { dtype: 'int32', shape: [3], data: Int32Array.of(-1, 2, 2 ** 31 - 1) }
}
const metadata = { format: 'np' }

function whole(pieces: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces))
}

function read(bytes: Uint8Array): TensorFile {
  const file = readSafetensors(bytes, 'weights.safetensors')
  if ('problem' in file) throw new Error(file.problem.message)
  return file
}

/** A file with this header and as many zero bytes behind it. */
function withHeader(header: unknown, dataBytes: number): Uint8Array {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  return new Uint8Array(Buffer.concat([length, text, Buffer.alloc(dataBytes)]))
}

function problemOf(bytes: Uint8Array): string {
  const file = readSafetensors(bytes, 'weights.safetensors')
  if (!('problem' in file)) throw new Error('It was read.')
  expect(file.problem).toMatchObject({ code: 'safetensors/unreadable', where: { path: 'weights.safetensors' } })
  return file.problem.message
}

describe('safetensors', () => {
  it('writes the same bytes as the library of the format', () => {
    expect(whole(writeSafetensors({ tensors, metadata }))).toEqual(fixture)
  })

  it('reads what the library of the format wrote', () => {
    const file = read(fixture)
    expect({ ...file.tensors }).toEqual(tensors)
    expect(file.metadata).toEqual(metadata)
  })

  it('reads the same from bytes that do not lie aligned in memory', () => {
    const shifted = new Uint8Array(fixture.length + 3).subarray(3)
    shifted.set(fixture)
    expect({ ...read(shifted).tensors }).toEqual(tensors)
  })

  it.each([1, 2, 4, 7])('reads what follows a header of 8n + %i bytes, also out of a Buffer', odd => {
    const table = Object.fromEntries([
      ['b', { dtype: 'F64', shape: [1], data_offsets: [0, 8] }],
      ['a', { dtype: 'F32', shape: [2], data_offsets: [8, 16] }]
    ])
    const bare = JSON.stringify(table)
    const header = bare.padEnd(Math.ceil(bare.length / 8) * 8 + odd)
    const bytes = Buffer.from(withHeader(header, 16))
    bytes.writeDoubleLE(0.1, bytes.length - 16)
    bytes.writeFloatLE(1.5, bytes.length - 8)
    bytes.writeFloatLE(-2, bytes.length - 4)
    const { a, b } = read(bytes).tensors
    expect([a!.data, b!.data]).toEqual([Float32Array.of(1.5, -2), Float64Array.of(0.1)])
  })

  it('looks into the bytes of a file where they lie aligned, and copies none', () => {
    for (const { data } of Object.values(read(fixture).tensors)) expect(data.buffer).toBe(fixture.buffer)
  })

  it('reads a file without tensors', () => {
    expect({ ...read(whole(writeSafetensors({ tensors: {}, metadata: {} }))).tensors }).toEqual({})
  })

  const row = { dtype: 'F32', shape: [2], data_offsets: [0, 8] }
  it.each<[string, Uint8Array, RegExp]>([
    ['a file cut within its header', fixture.slice(0, 60), /header should be \d+ bytes long and 52 are there/],
    ['a file cut within its tensors', fixture.slice(0, -4), /should end at byte/],
    ['an empty file', new Uint8Array(), /it is 0 bytes long/],
    [
      'a header that claims more than memory',
      Uint8Array.from([255, 255, 255, 255, 255, 255, 255, 255, 123]),
      /18446744073709551615 bytes/
    ],
    ['a header that is not JSON', withHeader('{"a":', 0), /not JSON/],
    ['an unknown type', withHeader({ a: { ...row, dtype: 'F8_E4M3' } }, 8), /"F8_E4M3"/],
    [
      'a shape that needs other bytes',
      withHeader({ a: { ...row, shape: [3] } }, 8),
      /takes 8 bytes and its shape 3 needs 12/
    ],
    ['a negative size', withHeader({ a: { ...row, shape: [-2] } }, 8), /no shape/],
    ['tensors over each other', withHeader({ a: row, b: row }, 8), /overlap/],
    ['a gap', withHeader({ a: { ...row, data_offsets: [4, 12] } }, 12), /gaps/],
    ['bytes behind the last tensor', withHeader({ a: row }, 12), /end at byte/]
  ])('refuses %s', (_, bytes, message) => {
    expect(problemOf(bytes)).toMatch(message)
  })
})
