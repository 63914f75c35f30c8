import { inflateSync, strFromU8, zipSync } from 'fflate'

export interface ZipEntry {
  /** Path within the archive, with slashes. */
  readonly path: string
  readonly bytes: Uint8Array
}

export interface ZipLimits {
  readonly entries: number
  /** The size of all entries together, unpacked. */
  readonly bytes: number
}

/** An uncompressed archive, the same bytes for the same entries: weights hardly shrink, and readers can look into it. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  const files = Object.fromEntries(entries.map(({ path, bytes }) => [path, bytes]))
  // The earliest date that the format can hold, as Python's zipfile writes where it is given none.
  return zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) })
}

/**
 * All files of an archive in memory, or a sentence that says what is wrong with it. Names that lead out of the archive,
 * links, encryption, and more than the limits are refused before anything is unpacked; checksums are compared after.
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits): readonly ZipEntry[] | { readonly broken: string } {
  const rows = readDirectory(bytes, limits.entries)
  if ('broken' in rows) return rows
  const total = rows.reduce((sum, { size }) => sum + size, 0)
  if (total > limits.bytes)
    return { broken: `unpacked it would take ${total} bytes, more than the limit of ${limits.bytes}` }
  const seen = new Set<string>()
  const entries: ZipEntry[] = []
  for (const row of rows) {
    const fault = faultOf(row)
    if (fault !== undefined) return { broken: `its entry "${row.path}" ${fault}` }
    if (seen.has(row.path)) return { broken: `it holds "${row.path}" twice` }
    seen.add(row.path)
    if (row.path.endsWith('/')) continue
    const unpacked = unpack(bytes, row)
    if (typeof unpacked === 'string') return { broken: `its entry "${row.path}" ${unpacked}` }
    entries.push({ path: row.path, bytes: unpacked })
  }
  return entries
}

/** The path of an archive's first file, from its first bytes; undefined where they are no archive's. */
export function firstEntryOf(bytes: Uint8Array): string | undefined {
  const view = viewOf(bytes)
  if (bytes.length < fileLength || view.getUint32(0, true) !== fileSignature) return undefined
  return strFromU8(bytes.subarray(fileLength, fileLength + view.getUint16(26, true)))
}

/** A row of the central directory: APPNOTE.TXT 4.3.12. */
interface Row {
  readonly path: string
  readonly flags: number
  readonly method: number
  readonly checksum: number
  readonly packedSize: number
  readonly size: number
  /** File type bits of a Unix system, 0 where another wrote the archive. */
  readonly unixType: number
  readonly offset: number
}

const endSignature = 0x06054b50
const endLength = 22
const rowSignature = 0x02014b50
const rowLength = 46
const fileSignature = 0x04034b50
const fileLength = 30

const encrypted = 1
const symbolicLink = 0o12

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function readDirectory(bytes: Uint8Array, entryLimit: number): readonly Row[] | { readonly broken: string } {
  const view = viewOf(bytes)
  const end = findEnd(view)
  if (end === undefined) return { broken: 'it does not end as a zip archive does' }
  const count = view.getUint16(end + 10, true)
  const start = view.getUint32(end + 16, true)
  if (count === 0xffff || start === 0xffffffff) return { broken: 'it is larger than 4 GiB' }
  if (count > entryLimit) return { broken: `it holds ${count} entries, more than the limit of ${entryLimit}` }
  const rows: Row[] = []
  let at = start
  for (let index = 0; index < count; index += 1) {
    if (at + rowLength > end || view.getUint32(at, true) !== rowSignature) return { broken: 'its directory is damaged' }
    const nameEnd = at + rowLength + view.getUint16(at + 28, true)
    if (nameEnd > end) return { broken: 'its directory is damaged' }
    rows.push({
      path: strFromU8(bytes.subarray(at + rowLength, nameEnd)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      unixType: view.getUint8(at + 5) === 3 ? view.getUint16(at + 40, true) >>> 12 : 0,
      offset: view.getUint32(at + 42, true)
    })
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return rows
}

/** The end record stands last, with at most 65,535 bytes of comment behind it. */
function findEnd(view: DataView): number | undefined {
  const last = view.byteLength - endLength
  for (let at = last; at >= Math.max(0, last - 0xffff); at -= 1) {
    const comment = view.byteLength - at - endLength
    if (view.getUint32(at, true) === endSignature && view.getUint16(at + 20, true) === comment) return at
  }
  return undefined
}

function faultOf({ path, flags, method, unixType }: Row): string | undefined {
  const parts = path.split('/')
  if (
    path === '' ||
    path.includes('\\') ||
    path.includes('\0') ||
    path.includes(':') ||
    parts[0] === '' ||
    parts.includes('..')
  ) {
    return 'has a name that leads out of the archive'
  }
  if ((flags & encrypted) !== 0) return 'is encrypted'
  if (unixType === symbolicLink) return 'is a link'
  return method === 0 || method === 8 ? undefined : `is packed by the method ${method}, which is not supported`
}

function unpack(bytes: Uint8Array, { offset, method, packedSize, size, checksum }: Row): Uint8Array | string {
  const view = viewOf(bytes)
  if (offset + fileLength > bytes.length || view.getUint32(offset, true) !== fileSignature)
    return 'is not where it should be'
  const start = offset + fileLength + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + packedSize > bytes.length) return 'is cut short'
  const packed = bytes.subarray(start, start + packedSize)
  const unpacked = method === 0 ? packed : inflate(packed, size)
  if (unpacked?.length !== size || checksumOf(unpacked) !== checksum) return 'is damaged'
  return unpacked
}

/** Never more than `size` bytes, whatever the stream would give; undefined when it is no deflate stream. */
function inflate(packed: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return inflateSync(packed, { out: new Uint8Array(size) })
  } catch {
    return undefined
  }
}

/** Four tables, each a byte further on: four bytes a step take a third of the time of one. */
const checksumTables = makeChecksumTables()

function makeChecksumTables(): Uint32Array {
  const tables = new Uint32Array(4 * 256)
  for (let byte = 0; byte < 256; byte += 1) {
    let value = byte
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
    tables[byte] = value
  }
  for (let at = 256; at < tables.length; at += 1) {
    const before = tables[at - 256] ?? 0
    tables[at] = (before >>> 8) ^ (tables[before & 0xff] ?? 0)
  }
  return tables
}

/** CRC-32 as zip and PNG use it, ISO 3309. */
export function checksumOf(bytes: Uint8Array): number {
  const tables = checksumTables
  const at = (table: number, byte: number): number => tables[table * 256 + (byte & 0xff)] ?? 0
  const byteAt = (index: number): number => bytes[index] ?? 0
  let value = 0xffffffff
  let index = 0
  for (; index + 4 <= bytes.length; index += 4) {
    value ^= byteAt(index) | (byteAt(index + 1) << 8) | (byteAt(index + 2) << 16) | (byteAt(index + 3) << 24)
    value = at(3, value) ^ at(2, value >>> 8) ^ at(1, value >>> 16) ^ at(0, value >>> 24)
  }
  for (; index < bytes.length; index += 1) value = (value >>> 8) ^ at(0, value ^ byteAt(index))
  return (value ^ 0xffffffff) >>> 0
}
