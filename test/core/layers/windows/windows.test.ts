import { beforeAll, describe, expect, test } from 'vitest'
import type { Engine, Session } from '../../../../core/engine.ts'
import { fieldAt, onePixel, widen } from '../../../../core/network/receptive-field.ts'
import type { Pair } from '../../../../core/parameters.ts'
import { lowerProgram } from '../../../../core/tensorflow/lower.ts'
import { openEngine } from '../../../../electron/engine/engine.ts'
import { cases, inputList, type Case } from '../cases.ts'
import { programOf, runProgram } from '../run-case.ts'

/** Layers that look at places side by side; a softmax looks at none when all values are alike. */
const windowed = cases.filter(
  ({ layer, mode, parameters, inputs }) =>
    (layer.family === 'convolution' || layer.family === 'pooling') &&
    mode === 'predict' &&
    parameters['activation'] !== 'softmax' &&
    typeof layer.window?.(parameters, inputs) === 'object'
)

let engine: Engine

beforeAll(() => {
  engine = openEngine()
})

/** The first and the last row (or column) of the image that a row (or column) of the output changes with. */
async function seenBy(
  session: Session,
  feeds: ReturnType<typeof programOf>['feeds'],
  at: { readonly axis: 0 | 1; readonly index: number; readonly from: Pair; readonly to: Pair }
): Promise<Pair> {
  const { axis, index, from, to } = at
  const indexOf = (position: number, [height, width]: Pair, channels: number): number => {
    const pixel = Math.floor(position / channels) % (height * width)
    return axis === 0 ? Math.floor(pixel / width) : pixel % width
  }
  const upstream = feeds['upstream']!
  const chosen = Float32Array.from(upstream.data as Float32Array, (_, position) =>
    indexOf(position, to, upstream.shape.at(-1)!) === index ? 1 : 0
  )
  const results = await runProgram(session, { ...feeds, upstream: { ...upstream, data: chosen } })
  const channels = feeds['input0']!.shape.at(-1)!
  const seen = results['gradient/input0']!.flatMap((value, position) =>
    value === 0 ? [] : [indexOf(position, from, channels)]
  )
  return [Math.min(...seen), Math.max(...seen)]
}

/** Positive everywhere, so that no two paths cancel and no activation is dead; rising, so that maxima are the last. */
function withoutZeros(feeds: ReturnType<typeof programOf>['feeds'], sign: 1 | -1): typeof feeds {
  const entries = Object.entries(feeds).map(([name, value]) => {
    const data = Float32Array.from(value.data as Float32Array, (_, at) =>
      name.startsWith('weight') ? 0.02 : 0.5 + (sign * at) / value.data.length / 4
    )
    return [name, { ...value, data }] as const
  })
  return Object.fromEntries(entries)
}

function sidesOf(shape: readonly unknown[]): Pair {
  return [Number(shape[1]), Number(shape[2])]
}

describe.each(windowed)('$id', (each: Case) => {
  test('sees the rows and columns that its receptive field holds, and no others', async () => {
    const { program, feeds, outputShape } = programOf(each)
    const [image] = inputList(each)
    const slide = { from: sidesOf(image!.shape), to: sidesOf(outputShape) }
    const window = each.layer.window!(each.parameters, each.inputs)
    const field = widen(onePixel, window, slide)
    const session = await engine.open(lowerProgram(program))
    try {
      for (const axis of [0, 1] as const) {
        const reached = { first: Infinity, last: -Infinity }
        for (let index = 0; index < slide.to[axis]; index++) {
          const start = fieldAt(field, [index, index])[axis]
          const end = start + field.size[axis] - 1
          for (const sign of [1, -1] as const) {
            const [first, last] = await seenBy(session, withoutZeros(feeds, sign), { axis, index, ...slide })
            // Between two places a finer output sees part of both.
            expect(first, `${axis}: ${index}`).toBeGreaterThanOrEqual(Math.floor(start))
            expect(last, `${axis}: ${index}`).toBeLessThanOrEqual(Math.ceil(end))
            reached.first = Math.min(reached.first, first)
            reached.last = Math.max(reached.last, last)
          }
        }
        const wholeStart = fieldAt(field, [0, 0])[axis]
        const wholeEnd = fieldAt(field, [slide.to[axis] - 1, slide.to[axis] - 1])[axis] + field.size[axis] - 1
        expect(reached.first).toBe(Math.max(0, Math.floor(wholeStart)))
        expect(reached.last).toBe(Math.min(slide.from[axis] - 1, Math.ceil(wholeEnd)))
      }
    } finally {
      await session.close()
    }
  })
})
