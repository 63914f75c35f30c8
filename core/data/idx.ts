import { numberText } from '../number-text.ts'
import { defineProblem, type Place, type Problem } from '../problem.ts'

/**
 * An array in the format of the MNIST files: two zero bytes, the kind of number, how many dimensions, each dimension as
 * 32 bits with the high byte first, then the numbers row by row. Only bytes (kind 0x08) are read.
 */
export interface IdxArray {
  readonly dimensions: readonly number[]
  /** A view of the file's own bytes. */
  readonly values: Uint8Array
}

/** Images and their labels out of two files that belong together. */
export interface IdxPair {
  readonly count: number
  readonly height: number
  readonly width: number
  readonly channels: 1 | 3
  readonly images: Uint8Array
  readonly labels: Uint8Array
}

const sizeText = (dimensions: readonly number[]) => dimensions.map(numberText).join('×')
const fetchAgain = 'Fetch or copy the file again; it may have been cut off on its way.'

export const idxNotIdx = defineProblem<{ received: string }>('idx/not-idx', 'error', ({ received }) => ({
  message: `This is not an IDX file: it begins with ${received}, and an IDX file begins with 00 00 08.`,
  fix: 'Choose the images and labels of an MNIST-like dataset, such as train-images-idx3-ubyte and train-labels-idx1-ubyte.'
}))

export const idxWrongKind = defineProblem<{ kind: number }>('idx/not-bytes', 'error', ({ kind }) => ({
  message: `The numbers of this IDX file are of kind 0x${hex(kind)}; bytes, kind 0x08, were expected.`,
  fix: 'Write the images as bytes from 0 to 255, and the labels as bytes.'
}))

export const idxCutShort = defineProblem<{ expected: number; received: number; dimensions: readonly number[] }>(
  'idx/cut-short',
  'error',
  ({ expected, received, dimensions }) => ({
    message: `${numberText(expected)} bytes expected for ${described(dimensions)}, ${numberText(received)} received.`,
    fix: fetchAgain
  })
)

export const idxTooLong = defineProblem<{ expected: number; received: number; dimensions: readonly number[] }>(
  'idx/too-long',
  'error',
  ({ expected, received, dimensions }) => ({
    message: `${numberText(expected)} bytes expected for ${described(dimensions)}, ${numberText(received)} received.`,
    fix: 'The sizes at the beginning of the file do not fit what follows. Write or fetch the file again.'
  })
)

export const idxWrongRank = defineProblem<{ dimensions: readonly number[]; expected: 'images' | 'labels' }>(
  'idx/wrong-dimensions',
  'error',
  ({ dimensions, expected }) => ({
    message:
      expected === 'images'
        ? `Images have 3 dimensions (count, height, width), or 4 with 1 or 3 channels last; this file has ${dimensionsText(dimensions)}.`
        : `Labels have 1 dimension, one number an image; this file has ${dimensionsText(dimensions)}.`,
    fix:
      expected === 'images'
        ? 'Choose the file with the images; its name often holds "images" and "idx3".'
        : 'Choose the file with the labels; its name often holds "labels" and "idx1".'
  })
)

export const idxEmpty = defineProblem('idx/empty', 'error', () => ({
  message: 'This IDX file holds no images: 0 received, at least 1 expected.',
  fix: 'Choose a file with images in it.'
}))

export const idxCountsDiffer = defineProblem<{ images: number; labels: number }>(
  'idx/counts-differ',
  'error',
  ({ images, labels }) => ({
    message: `${numberText(images)} images and ${numberText(labels)} labels; each image needs exactly one label.`,
    fix: 'Choose the two files of the same set: training images go with training labels, test images with test labels.'
  })
)

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}

function dimensionsText(dimensions: readonly number[]): string {
  return `${dimensions.length} (${sizeText(dimensions)})`
}

function described(dimensions: readonly number[]): string {
  const [count = 0, ...size] = dimensions
  return size.length === 0 ? `${numberText(count)} labels` : `${numberText(count)} images of ${sizeText(size)}`
}

export type IdxParsed = { readonly array: IdxArray } | { readonly problem: Problem }

/** Reads one file, already unpacked if it was compressed. `where` names the file in what goes wrong. */
export function parseIdx(bytes: Uint8Array, where: Place): IdxParsed {
  const [first, second, kind, rank] = bytes
  if (
    first !== 0 ||
    second !== 0 ||
    kind === undefined ||
    rank === undefined ||
    ![8, 9, 11, 12, 13, 14].includes(kind)
  ) {
    const start = [...bytes.subarray(0, 4)].map(hex).join(' ')
    return { problem: idxNotIdx(where, { received: start === '' ? 'nothing, it is empty' : start }) }
  }
  if (kind !== 8) return { problem: idxWrongKind(where, { kind }) }
  const headerLength = 4 + 4 * rank
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const known = Math.min(rank, Math.max(0, Math.floor((bytes.length - 4) / 4)))
  const dimensions = Array.from({ length: known }, (_, index) => view.getUint32(4 + 4 * index))
  const expected = headerLength + (rank === 0 ? 0 : dimensions.reduce((product, size) => product * size, 1))
  if (known < rank || bytes.length < expected) {
    return { problem: idxCutShort(where, { expected, received: bytes.length, dimensions }) }
  }
  if (bytes.length > expected) return { problem: idxTooLong(where, { expected, received: bytes.length, dimensions }) }
  return { array: { dimensions, values: bytes.subarray(headerLength) } }
}

export type IdxPaired = { readonly pair: IdxPair } | { readonly problems: readonly Problem[] }

/** Reads both files of a dataset and checks that they belong together. */
export function parseIdxPair(
  images: { readonly bytes: Uint8Array; readonly where: Place },
  labels: { readonly bytes: Uint8Array; readonly where: Place }
): IdxPaired {
  const parsedImages = parseIdx(images.bytes, images.where)
  const parsedLabels = parseIdx(labels.bytes, labels.where)
  const problems = [parsedImages, parsedLabels].flatMap(parsed => ('problem' in parsed ? [parsed.problem] : []))
  if ('problem' in parsedImages || 'problem' in parsedLabels) return { problems }

  const { dimensions, values } = parsedImages.array
  const [count = 0, height = 0, width = 0, channels = 1] = dimensions
  if (dimensions.length < 3 || dimensions.length > 4 || (channels !== 1 && channels !== 3)) {
    return { problems: [idxWrongRank(images.where, { dimensions, expected: 'images' })] }
  }
  const labelDimensions = parsedLabels.array.dimensions
  if (labelDimensions.length !== 1) {
    return { problems: [idxWrongRank(labels.where, { dimensions: labelDimensions, expected: 'labels' })] }
  }
  if (values.length === 0) return { problems: [idxEmpty(images.where)] }
  const labelValues = parsedLabels.array.values
  if (labelValues.length !== count) {
    return { problems: [idxCountsDiffer(labels.where, { images: count, labels: labelValues.length })] }
  }
  return { pair: { count, height, width, channels, images: values, labels: labelValues } }
}

/** Writes bytes with their dimensions in the same format. */
export function writeIdx({ dimensions, values }: IdxArray): Uint8Array {
  const headerLength = 4 + 4 * dimensions.length
  const bytes = new Uint8Array(headerLength + values.length)
  bytes.set([0, 0, 8, dimensions.length])
  const view = new DataView(bytes.buffer)
  dimensions.forEach((size, index) => view.setUint32(4 + 4 * index, size))
  bytes.set(values, headerLength)
  return bytes
}
