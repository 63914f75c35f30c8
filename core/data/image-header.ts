import { defineProblem, type Location, type Problem } from '../problem.ts'

/** What an image file says of itself before it is decoded. */
export interface ImageHeader {
  readonly format: 'png' | 'jpeg'
  readonly height: number
  readonly width: number
  /** Shades of gray, whatever the file's own number of channels. */
  readonly isGray: boolean
  /** A JPEG that is decoded only once all of it lies in memory, at its full size. */
  readonly isProgressive?: boolean
}

/** An image of more points than this is refused before memory is asked for. */
export const largestImageArea = 100_000_000
/** Nor is a file of more bytes read: an image of the largest area takes less. */
export const largestImageFile = 256 * 1024 * 1024

export const notAnImage = defineProblem<{ received: string }>('image/not-an-image', 'error', ({ received }) => ({
  message: `This is not an image: ${received}, and PNG or JPEG was expected.`,
  fix: 'Save it as PNG or JPEG, or take it out of the folder.'
}))

export const imageCutShort = defineProblem<{ format: string; received: number }>(
  'image/cut-short',
  'error',
  ({ format, received }) => ({
    message: `This ${format} ends after ${received} bytes, before it says how large it is.`,
    fix: 'Fetch or copy the file again.'
  })
)

export const imageTooLarge = defineProblem<{ height: number; width: number }>(
  'image/too-large',
  'error',
  ({ height, width }) => ({
    message: `This image has ${height}×${width} points; at most ${largestImageArea / 1e6} million are read.`,
    fix: 'Make it smaller with an image editor.'
  })
)

export type HeaderParsed = { readonly header: ImageHeader } | { readonly problem: Problem }

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Reads size and kind off the beginning of a file; what it is shows in its bytes, not in its name. */
export function parseImageHeader(bytes: Uint8Array, where: Location): HeaderParsed {
  const format = formatOf(bytes)
  if (format === undefined) return { problem: notAnImage(where, { received: guess(bytes) }) }
  const header = format === 'png' ? pngHeader(bytes) : jpegHeader(bytes)
  if (header === undefined) {
    return { problem: imageCutShort(where, { format: format.toUpperCase(), received: bytes.length }) }
  }
  const { height, width } = header
  if (height * width > largestImageArea) return { problem: imageTooLarge(where, { height, width }) }
  return { header }
}

function formatOf(bytes: Uint8Array): ImageHeader['format'] | undefined {
  if (pngSignature.every((byte, index) => bytes[index] === byte)) return 'png'
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? 'jpeg' : undefined
}

/** PNG, third edition, 11.2.2: the first chunk is IHDR. Gray is color type 0, or 4 with transparency. */
function pngHeader(bytes: Uint8Array): ImageHeader | undefined {
  const isHeader = [0x49, 0x48, 0x44, 0x52].every((byte, index) => bytes[12 + index] === byte)
  if (!isHeader || bytes.length < 33) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const width = view.getUint32(16)
  const height = view.getUint32(20)
  const colorType = view.getUint8(25)
  if (width === 0 || height === 0) return undefined
  return { format: 'png', height, width, isGray: colorType === 0 || colorType === 4 }
}

/** ITU T.81, B.2.2: segments follow each other until a start of frame, SOF0 to SOF15, says the size. */
function jpegHeader(bytes: Uint8Array): ImageHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let offset = 2
  while (offset + 9 < bytes.length) {
    if (bytes[offset] !== 0xff) return undefined
    const marker = bytes[offset + 1] ?? 0
    if (marker === 0xff) {
      offset += 1
      continue
    }
    // DHT, JPG and DAC lie in the same range and are no frames.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const height = view.getUint16(offset + 5)
      const width = view.getUint16(offset + 7)
      if (height === 0 || width === 0) return undefined
      const isProgressive = (marker & 0b11) === 2
      return { format: 'jpeg', height, width, isGray: bytes[offset + 9] === 1, ...(isProgressive && { isProgressive }) }
    }
    const hasLength = marker !== 0x01 && (marker < 0xd0 || marker > 0xd8)
    offset += hasLength ? 2 + view.getUint16(offset + 2) : 2
  }
  return undefined
}

/** Names what else a file may be, as far as its first bytes tell. */
function guess(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'it is empty'
  const starts = (text: string, at = 0) =>
    [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0))
  if (starts('GIF8')) return 'it is a GIF'
  if (starts('BM')) return 'it is a BMP'
  if (starts('RIFF') && starts('WEBP', 8)) return 'it is a WebP'
  if (starts('ftyp', 4)) return 'it is a HEIC, AVIF or film'
  if (starts('II*') || starts('MM')) return 'it is a TIFF'
  const isText = bytes.subarray(0, 512).every(byte => byte === 9 || byte === 10 || byte === 13 || byte >= 32)
  return isText ? 'it is text' : 'its kind is not known'
}
