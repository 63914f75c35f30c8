import { expect, test } from 'vitest'
import type { Drawing } from '../../../core/graph/drawing.ts'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { centerOf, fieldAt, reachOf } from '../../../core/network/receptive-field.ts'
import type { Network } from '../../../core/network/network.ts'
import { lowerProgram } from '../../../core/tensorflow/lower.ts'
import { predictProgram } from '../../../core/model/predict-program.ts'
import { testEngine } from '../../run-tensors.ts'

const size = [19, 22] as const

const windows = {
  valid: [{ kernelSize: [3, 2], strides: [2, 3] }, { kernelSize: [4, 3] }],
  same: [
    { kernelSize: [3, 4], strides: [2, 2], padding: 'same' },
    { kernelSize: [5, 2], strides: [2, 1], padding: 'same' }
  ],
  explicit: [
    { kernelSize: [7, 5], strides: [2, 2], padding: 'explicit', explicitPadding: [3, 2] },
    { kernelSize: [3, 3], strides: [2, 1], padding: 'explicit', explicitPadding: [1, 1] }
  ]
} as const

function drawn(name: keyof typeof windows): Drawing {
  return drawNetwork(graph => {
    const data = graph.layer('data', { size: [...size] })
    const [first, second] = windows[name].map(window => ({ ...window, filters: 1 }) as never)
    const conv = graph.layer('conv2d', second, graph.layer('conv2d', first, data.output('image')), { name: 'last' })
    graph.layer('output', { reads: 'asIs' }, conv)
  })
}

/** The first and last row and column of the pixels that change the network's prediction at a place, all weights being 1. */
async function changesOf(
  network: Network
): Promise<(position: readonly [number, number]) => readonly (readonly number[])[]> {
  const [height, width] = size
  const { program, weights } = predictProgram(network, {})
  const session = await testEngine().open(lowerProgram(program))
  const feeds = weights.map(({ variable: { key, shape } }) => {
    const count = shape.reduce<number>((product, side) => product * Number(side), 1)
    return [key, { dtype: 'float32', shape: shape.map(Number), data: new Float32Array(count).fill(1) }] as const
  })
  const data = new Uint8Array((height * width) ** 2)
  for (let pixel = 0; pixel < height * width; pixel += 1) data[pixel * (height * width + 1)] = 255
  const zero = feeds.map(([key, value]) => [
    key,
    key.endsWith('bias') ? { ...value, data: value.data.map(() => 0) } : value
  ])
  await session.run('restore', Object.fromEntries(zero))
  const image = { dtype: 'uint8', shape: [height * width, height, width, 1], data } as const
  const { logits } = await session.run('predict', { image })
  await session.close()
  const [, rows = 0, columns = 0] = logits!.shape
  return ([row, column]) => {
    const seen = Array.from({ length: height * width }, (_, pixel) => pixel).filter(
      pixel => Number(logits!.data[(pixel * rows + row) * columns + column]) > 0.5
    )
    const ends = (positions: number[]) => [Math.min(...positions), Math.max(...positions)]
    return [ends(seen.map(pixel => Math.floor(pixel / width))), ends(seen.map(pixel => pixel % width))]
  }
}

test.each(['valid', 'same', 'explicit'] as const)(
  'frames the very pixels that change an output, by its first, middle and last place, with padding %s',
  async name => {
    const network = inferNetwork(drawn(name))
    const last = network.layers.find(({ node }) => node.name === 'last')!
    const [rows = 0, columns = 0] = last.facts!.outputs['output']!
    const field = last.facts!.receptiveField!
    const changes = await changesOf(network)
    for (const position of [
      [0, 0],
      [rows >> 1, columns >> 1],
      [rows - 1, columns - 1]
    ] as const) {
      const seen = fieldAt(field, position).map((from, axis) => {
        const end = from + field.size[axis]!
        return [Math.max(0, from), Math.min(size[axis]!, end) - 1]
      })
      expect(seen).toEqual(changes(position))
    }
  }
)

test('tells what of the border is missed, and what looks over it', () => {
  const reach = (name: keyof typeof windows) => {
    const { facts } = inferNetwork(drawn(name)).layers.find(({ node }) => node.name === 'last')!
    const { outputs, receptiveField } = facts!
    return ([0, 1] as const).map(axis => reachOf(receptiveField!, axis, outputs['output']![axis]!, size[axis]))
  }
  // 19 rows: ⌊(19 − 3) / 2⌋ + 1 = 9, all seen; 22 columns: ⌊(22 − 2) / 3⌋ + 1 = 7 see 20 of them.
  expect(reach('valid').map(({ missed }) => missed)).toEqual([
    [0, 0],
    [0, 2]
  ])
  expect(reach('valid').map(({ beyond }) => beyond)).toEqual([
    [0, 0],
    [0, 0]
  ])
  // 3 rows of zeros above, and 1 more, 2 pixels apart, above that.
  expect(reach('explicit')[0]?.beyond[0]).toBe(5)
})

test('gives the middle of the first field, between two pixels where its side is even', () => {
  expect(centerOf({ size: [5, 4], stride: [1, 1], start: [-2, 0] })).toEqual([0, 1.5])
})
