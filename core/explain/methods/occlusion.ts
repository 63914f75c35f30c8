import { sizeOf } from '../../ops/tensor.ts'
import { choice, integer, pair, type Pair } from '../../parameters.ts'
import { floatsOf } from '../../engine.ts'
import { defineExplanation } from '../explanation.ts'

/** Rows and columns that are covered: from the first, up to but without the last. */
interface Square {
  readonly rows: Pair
  readonly columns: Pair
}

const largestBatch = 32
/** The most numbers in one batch of images: large images go in smaller batches. */
const mostNumbers = 8 * 1024 * 1024

/** Where the window starts along one side: a step on as long as it has not reached the end, where it is cut off. */
function starts(side: number, window: number, stride: number): readonly number[] {
  const count = Math.ceil(Math.max(0, side - window) / stride) + 1
  return Array.from({ length: count }, (_, index) => index * stride)
}

/** Every position of the window. Windows that are larger than the image cover it; steps over gaps are not taken. */
export function squaresOf([height, width]: Pair, window: Pair, stride: Pair): readonly Square[] {
  const along = (side: number, axis: 0 | 1): readonly Pair[] => {
    const size = Math.min(window[axis], side)
    return starts(side, size, Math.min(stride[axis], size)).map(start => [start, Math.min(side, start + size)])
  }
  return along(height, 0).flatMap(rows => along(width, 1).map(columns => ({ rows, columns })))
}

export const occlusion = defineExplanation({
  id: 'occlusion',
  label: 'Occlusion',
  summary: 'Covers one part of the image after the other and writes down how far the score of the class falls.',
  source: 'Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", 2013, section 4.2',
  requires: 'Any network that reads images',
  parameters: {
    window: pair({ default: [8, 8], min: 1, max: 4096, help: 'Height and width of what is covered, in pixels.' }),
    stride: pair({
      default: [2, 2],
      min: 1,
      max: 4096,
      help: 'Pixels from one place of the window to the next, at most the window. Small steps see more and take longer.'
    }),
    fill: integer({ default: 128, min: 0, max: 255, help: 'The gray that covers: 0 is black, 255 white.' }),
    measure: choice(['score', 'probability'], {
      default: 'score',
      optionLabels: { score: 'Score', probability: 'Probability' },
      help: 'What falls: the score before softmax, or the probability, which hardly moves where the network is sure.'
    })
  },
  map: {
    values: 'pixel',
    sign: 'signed',
    meaning: 'How far the score falls when the pixel is covered, on average over the windows that cover it.'
  },
  fits({ input }) {
    const sides = [sizeOf(input, 1), sizeOf(input, 2)]
    const window = sides.map(side => Math.max(1, Math.round(side / 4)))
    return { values: { window, stride: window.map(side => Math.max(1, Math.round(side / 4))) } }
  },
  entryPoints: () => [],
  async explain({ input, target, grayOf }, { window, stride, fill, measure }, { run, progress }) {
    const [, height = 1, width = 1, channels = 1] = input.shape
    const squares = squaresOf([height, width], window, stride)
    const fetch = async (images: Float32Array, count: number): Promise<Float32Array> => {
      const data = Float32Array.from({ length: count * target.data.length }, (_, at) =>
        Number(target.data[at % target.data.length])
      )
      const answer = await run('score', {
        input: { dtype: 'float32', shape: [count, height, width, channels], data: images },
        target: { dtype: 'float32', shape: [count, target.data.length], data }
      })
      return floatsOf(answer[measure])
    }
    const image = floatsOf(input)
    const before = (await fetch(image, 1))[0] ?? 0
    const [falls, covers] = [new Float64Array(height * width), new Uint32Array(height * width)]
    const batch = Math.max(1, Math.min(largestBatch, Math.floor(mostNumbers / image.length)))
    for (let start = 0; start < squares.length; start += batch) {
      progress(start, squares.length)
      const part = squares.slice(start, start + batch)
      const after = await fetch(covered(image, part, { width, gray: grayOf(fill) }), part.length)
      part.forEach((square, position) =>
        pixelsOf(square, width).forEach(pixel => {
          falls[pixel] = (falls[pixel] ?? 0) + before - (after[position] ?? 0)
          covers[pixel] = (covers[pixel] ?? 0) + 1
        })
      )
    }
    return Float32Array.from(falls, (fall, pixel) => fall / (covers[pixel] ?? 1))
  }
})

/** The same image once for each square, each with another one covered. */
function covered(
  image: Float32Array,
  squares: readonly Square[],
  { width, gray }: { readonly width: number; readonly gray: Float32Array }
): Float32Array {
  const images = new Float32Array(squares.length * image.length)
  squares.forEach((square, position) => {
    images.set(image, position * image.length)
    for (const pixel of pixelsOf(square, width)) images.set(gray, position * image.length + pixel * gray.length)
  })
  return images
}

function pixelsOf({ rows, columns }: Square, width: number): readonly number[] {
  const pixels: number[] = []
  for (let row = rows[0]; row < rows[1]; row += 1) {
    for (let column = columns[0]; column < columns[1]; column += 1) pixels.push(row * width + column)
  }
  return pixels
}
