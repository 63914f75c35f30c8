import { describe, expect, test } from 'vitest'
import { idxLengthProblem, pairIdx, parseIdxHeader, type IdxHeader } from '../../../core/data/idx.ts'
import { writeIdx } from '../../write-idx.ts'

const where = { path: 'images.idx3-ubyte' }
const problemOf = (bytes: Uint8Array) => {
  const parsed = parseIdxHeader(bytes, where)
  return 'problem' in parsed ? parsed.problem : idxLengthProblem(parsed.header, bytes.length, where)
}
const headerOf = (bytes: Uint8Array): IdxHeader => {
  const parsed = parseIdxHeader(bytes, where)
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  return parsed.header
}

// The layout is that of yann.lecun.com/exdb/mnist: 0x00000803 and three sizes, the high byte first.
const twoImages = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6])

test('reads the layout of the MNIST files', () => {
  expect(headerOf(twoImages)).toEqual({ dimensions: [2, 1, 3], length: 16, total: 22 })
  expect(problemOf(twoImages)).toBeUndefined()
  expect(writeIdx({ dimensions: [2, 1, 3], values: Uint8Array.of(1, 2, 3, 4, 5, 6) })).toEqual(twoImages)
})

describe('says what it received and what it expected', () => {
  test('of a file that is cut short', () => {
    const header = Uint8Array.from([0, 0, 8, 3, 0, 0, 0x27, 0x10, 0, 0, 0, 28, 0, 0, 0, 28])
    const bytes = new Uint8Array(5_000_000)
    bytes.set(header)
    expect(problemOf(bytes)).toMatchObject({
      code: 'idx/cut-short',
      where,
      message: '7,840,016 bytes expected for 10,000 images of 28×28, 5,000,000 received.'
    })
  })

  test.each([
    ['a header that is cut short', twoImages.subarray(0, 9), 'idx/cut-short', '9 received'],
    ['bytes behind the end', Uint8Array.from([...twoImages, 7]), 'idx/too-long', '22 bytes expected'],
    ['text', Uint8Array.from(Buffer.from('hello')), 'idx/not-idx', '68 65 6c 6c'],
    ['nothing', new Uint8Array(), 'idx/not-idx', 'empty'],
    ['numbers of 32 bits', Uint8Array.from([0, 0, 13, 1, 0, 0, 0, 0]), 'idx/not-bytes', '0x0d'],
    [
      'images that no memory holds',
      Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0]),
      'idx/too-large',
      '65,536×65,536'
    ],
    [
      'more images than are counted',
      Uint8Array.from([0, 0, 8, 1, 0x77, 0x35, 0x94, 0]),
      'idx/too-large',
      '2,000,000,000 labels'
    ]
  ])('of %s', (_, bytes, code, words) => {
    const problem = problemOf(bytes)
    expect(problem?.code).toBe(code)
    expect(problem?.message).toContain(words)
  })
})

describe('a pair', () => {
  const labels = Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 2, 7, 9])
  const pairOf = (imageBytes: Uint8Array, labelBytes: Uint8Array) =>
    pairIdx(
      { header: headerOf(imageBytes), where: { path: 'images' } },
      { header: headerOf(labelBytes), where: { path: 'labels' } }
    )
  const codes = (paired: ReturnType<typeof pairOf>) =>
    'problems' in paired ? paired.problems.map(({ code }) => code) : []

  test('belongs together when counts are equal', () => {
    expect(pairOf(twoImages, labels)).toEqual({ pair: { count: 2, height: 1, width: 3, channels: 1 } })
  })

  test('of unequal counts, of swapped files and without images is refused', () => {
    const threeLabels = Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 3, 7, 9, 1])
    const none = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28])
    expect(codes(pairOf(twoImages, threeLabels))).toEqual(['idx/counts-differ'])
    expect(codes(pairOf(labels, twoImages))).toEqual(['idx/wrong-dimensions'])
    expect(codes(pairOf(none, Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 0])))).toEqual(['idx/empty'])
  })
})
