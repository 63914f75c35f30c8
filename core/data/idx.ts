import { numberText } from '../number-text.ts'
import { defineProblem, type Location, type Problem } from '../problem.ts'
import { largestCount } from './dataset.ts'

/**
 * What the beginning of a file in the format of MNIST says: two zero bytes, the kind of number, how many dimensions, each
 * dimension as 32 bits with the high byte first. The numbers follow row by row. Only bytes (kind 0x08) are read.
 */
export interface IdxHeader {
  readonly dimensions: readonly number[]
  /** Bytes before the numbers. */
  readonly length: number
  /** Bytes of the whole file, unpacked. */
  readonly total: number
}

/** No header is longer. */
export const longestHeader = 4 + 4 * 255
/** Beyond these sizes a header is taken for a mistake: one image has to fit in memory several times. */
const largestTotal = 2 ** 40
export const largestImage = 2 ** 26

/** Images and their labels in two files that belong together. */
export interface IdxPair {
  readonly count: number
  readonly height: number
  readonly width: number
  readonly channels: 1 | 3
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
    message: `${numberText(expected)} bytes expected for ${described(dimensions)}, at least ${numberText(received)} received.`,
    fix: 'The sizes at the beginning of the file do not fit what follows. Write or fetch the file again.'
  })
)

export const idxTooLarge = defineProblem<{ dimensions: readonly number[] }>(
  'idx/too-large',
  'error',
  ({ dimensions }) => ({
    message: `The file says that it holds ${described(dimensions)}. At most ${numberText(largestCount)} images of ${numberText(largestImage)} bytes and ${numberText(largestTotal)} bytes a file are read.`,
    fix: 'If the file really is so large, divide it.'
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

export type IdxParsed = { readonly header: IdxHeader } | { readonly problem: Problem }

/** Reads the beginning of a file, unpacked if it was compressed. `where` names the file in what goes wrong. */
export function parseIdxHeader(start: Uint8Array, where: Location): IdxParsed {
  const [first, second, kind, rank] = start
  if (
    first !== 0 ||
    second !== 0 ||
    kind === undefined ||
    rank === undefined ||
    ![8, 9, 11, 12, 13, 14].includes(kind)
  ) {
    const begins = [...start.subarray(0, 4)].map(hex).join(' ')
    return { problem: idxNotIdx(where, { received: begins === '' ? 'nothing, it is empty' : begins }) }
  }
  if (kind !== 8) return { problem: idxWrongKind(where, { kind }) }
  const length = 4 + 4 * rank
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength)
  const known = Math.min(rank, Math.floor((start.length - 4) / 4))
  const dimensions = Array.from({ length: known }, (_, index) => view.getUint32(4 + 4 * index))
  const total = length + (rank === 0 ? 0 : product(dimensions))
  if (known < rank) {
    return { problem: idxCutShort(where, { expected: total, received: start.length, dimensions }) }
  }
  const [count = 0, ...size] = dimensions
  if (total > largestTotal || count > largestCount || product(size) > largestImage) {
    return { problem: idxTooLarge(where, { dimensions }) }
  }
  return { header: { dimensions, length, total } }
}

/** What is wrong with a file of so many bytes under its header. */
export function idxLengthProblem(
  { total, dimensions }: IdxHeader,
  received: number,
  where: Location
): Problem | undefined {
  if (received === total) return undefined
  return (received < total ? idxCutShort : idxTooLong)(where, { expected: total, received, dimensions })
}

export type IdxPaired = { readonly pair: IdxPair } | { readonly problems: readonly Problem[] }

interface Named {
  readonly header: IdxHeader
  readonly where: Location
}

/** Checks that both files of a dataset belong together. */
export function pairIdx(images: Named, labels: Named): IdxPaired {
  const { dimensions } = images.header
  const [count = 0, height = 0, width = 0, channels = 1] = dimensions
  if (dimensions.length < 3 || dimensions.length > 4 || (channels !== 1 && channels !== 3)) {
    return { problems: [idxWrongRank(images.where, { dimensions, expected: 'images' })] }
  }
  const labelDimensions = labels.header.dimensions
  if (labelDimensions.length !== 1) {
    return { problems: [idxWrongRank(labels.where, { dimensions: labelDimensions, expected: 'labels' })] }
  }
  if (product(dimensions) === 0) return { problems: [idxEmpty(images.where)] }
  const [labelCount = 0] = labelDimensions
  if (labelCount !== count) {
    return { problems: [idxCountsDiffer(labels.where, { images: count, labels: labelCount })] }
  }
  return { pair: { count, height, width, channels } }
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((result, size) => result * size, 1)
}
