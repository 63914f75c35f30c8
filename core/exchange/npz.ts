import { writeZip } from './zip.ts'

/** Numbers with a shape, row-major. */
export interface NumberArray {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** Arrays by name in the form of `numpy.savez`: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
export function writeNpz(arrays: Readonly<Record<string, NumberArray>>): Uint8Array {
  return writeZip(Object.entries(arrays).map(([name, array]) => ({ path: `${name}.npy`, bytes: npyOf(array) })))
}

const magic = [0x93, ...[...'NUMPY'].map(letter => letter.charCodeAt(0)), 1, 0]
/** Where the numbers begin is a multiple of this. */
const alignment = 64

function npyOf({ shape, data }: NumberArray): Uint8Array {
  const sizes = shape.map(size => `${size},`).join(' ')
  const about = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sizes}), }`
  const before = magic.length + 2
  // Filled with blanks and ended by a line break.
  const length = Math.ceil((before + about.length + 1) / alignment) * alignment - before
  const header = `${about.padEnd(length - 1)}\n`
  const bytes = new Uint8Array(before + length + 4 * data.length)
  const view = new DataView(bytes.buffer)
  bytes.set(magic)
  view.setUint16(magic.length, length, true)
  bytes.set(
    Uint8Array.from(header, letter => letter.charCodeAt(0)),
    before
  )
  data.forEach((value, position) => view.setFloat32(before + length + 4 * position, value, true))
  return bytes
}
