import { expect, test } from 'vitest'
import type { Drawing } from '../../../core/graph/drawing.ts'
import { drawNetwork, type DrawnNode } from '../../../core/graph/graph-builder.ts'
import { inferNetwork } from '../../../core/network/infer.ts'

type Given = Readonly<Record<string, unknown>>

/** One layer on an image of 6×8 with 3 channels, or on a row of 144 values. */
function onImage(type: string, parameters: Given, isRow = false): Drawing {
  return drawNetwork(graph => {
    const data = graph.layer('data', { size: [6, 8], channels: 3 })
    const input = isRow ? graph.layer('flatten', {}, data.output('image')) : data.output('image')
    graph.layer('output', { reads: 'asIs' }, graph.layer(type, parameters as never, input))
  })
}

/** A merging layer on an image of 4×4×2 and on what is made of it. */
function merged(
  type: string,
  made: (image: DrawnNode, layer: (type: string, given?: Given) => DrawnNode) => readonly DrawnNode[],
  parameters: Given = {}
): Drawing {
  return drawNetwork(graph => {
    const data = graph.layer('data', { size: [4, 4], channels: 2 })
    const image = graph.layer('relu', {}, data.output('image'))
    const inputs = made(image, (kind, given = {}) => graph.layer(kind, given as never, image))
    graph.layer('output', { reads: 'asIs' }, graph.layer(type, parameters as never, inputs))
  })
}

function problemsOf(drawing: Drawing): readonly string[] {
  return inferNetwork(drawing).problems.map(({ code, message }) => `${code}: ${message}`)
}

test.each([
  ['reshape', { targetShape: [4, 5] }, 'reshape/count: 6×8×3 holds 144 values, 4×5 needs 20.'],
  ['reshape', { targetShape: [-1, 5] }, 'reshape/count: 6×8×3 holds 144 values, −1×5 needs a multiple of 5.'],
  ['reshape', { targetShape: [-1, -1] }, 'reshape/count: 2 sizes are −1; only one of them can follow from the others.'],
  ['permute', { dims: [2, 1] }, 'permute/order: 2, 1 is no order of the axes of 6×8×3, which are 1, 2, 3.'],
  ['permute', { dims: [1, 1, 2] }, 'permute/order: 1, 1, 2 is no order of the axes of 6×8×3, which are 1, 2, 3.'],
  ['cropping2d', { rows: [3, 3] }, 'cropping/nothing-left: Nothing is left of the rows of 6×8×3.'],
  [
    'reflectionPadding2d',
    { columns: [0, 8] },
    'padding/reflection-too-wide: 8 columns cannot be mirrored in 6×8×3: the edge itself is not repeated, so 7 are the most.'
  ],
  ['prelu', { sharedAxes: [1, 4] }, 'prelu/axis: Axis 4 does not exist in 6×8×3; its axes are 1 to 3.']
])('%s with %o says what does not fit', (type, parameters, problem) => {
  expect(problemsOf(onImage(type, parameters))).toEqual([problem])
})

test.each([
  ['reshape', { targetShape: [12, -1, 2] }, [12, 6, 2]],
  ['permute', { dims: [3, 1, 2] }, [3, 6, 8]],
  ['cropping2d', { rows: [2, 3], columns: [0, 1] }, [1, 7, 3]],
  ['zeroPadding2d', { rows: [1, 0], columns: [2, 3] }, [7, 13, 3]],
  ['reflectionPadding2d', { rows: [5, 5] }, [16, 10, 3]],
  ['upSampling2d', { size: [3, 2] }, [18, 16, 3]],
  ['resizing', { size: [5, 4] }, [5, 4, 3]]
])('%s with %o fits', (type, parameters, shape) => {
  const { layers, problems } = inferNetwork(onImage(type, parameters))
  expect(problems).toEqual([])
  expect(layers.at(-1)?.facts?.outputs['logits']).toEqual(shape)
})

test('a merge takes a row of channels for an image, and says which shapes do not meet', () => {
  const gated = merged('multiply', (image, layer) => [image, layer('globalAveragePooling2d')])
  expect(problemsOf(gated)).toEqual([])
  const strided = merged('maximum', (image, layer) => [image, layer('averagePooling2d')])
  expect(problemsOf(strided)).toEqual([
    'merge/shapes-differ: The inputs are 4×4×2 and 2×2×2: each axis must be of one size in all of them, or 1.'
  ])
})

test('a difference and a dot product take two inputs', () => {
  const three = (image: DrawnNode): readonly DrawnNode[] => [image, image, image]
  expect(problemsOf(merged('subtract', three))).toEqual(['merge/not-two: Subtract takes two inputs and has 3.'])
  expect(problemsOf(merged('dot', three))).toEqual(['merge/not-two: Dot takes two inputs and has 3.'])
})

test('a dot product says which axes do not meet', () => {
  const drawing = merged('dot', (image, layer) => [image, layer('averagePooling2d')], { axes: [1, 1] })
  expect(problemsOf(drawing)).toEqual(['dot/axes: Axis 1 of 4×4×2 and axis 1 of 2×2×2 are not of the same size.'])
})

test('upsampling halves the step from one output to the next on the input image', () => {
  const drawing = drawNetwork(graph => {
    const data = graph.layer('data', { size: [8, 8] })
    const conv = graph.layer('conv2d', { strides: [2, 2], kernelSize: [2, 2] }, data.output('image'))
    const grown = graph.layer('upSampling2d', {}, conv)
    graph.layer('output', { reads: 'asIs' }, graph.layer('conv2d', { kernelSize: [3, 3] }, grown))
  })
  const fields = inferNetwork(drawing).layers.map(({ facts }) => facts?.receptiveField)
  expect(fields.slice(1, 4)).toMatchObject([
    { size: [2, 2], stride: [2, 2] },
    { size: [2, 2], stride: [1, 1] },
    { size: [4, 4], stride: [1, 1] }
  ])
})

test('borders move where outputs look, without widening what they see', () => {
  const fieldBehind = (type: string, parameters: Given) =>
    inferNetwork(onImage(type, parameters)).layers.find(layer => layer.layer.type === type)?.facts?.receptiveField
  const pixel = { size: [1, 1], stride: [1, 1] }
  expect(fieldBehind('zeroPadding2d', { rows: [2, 0], columns: [0, 1] })).toMatchObject({ ...pixel, start: [-2, 0] })
  expect(fieldBehind('cropping2d', { rows: [2, 0], columns: [0, 1] })).toMatchObject({ ...pixel, start: [2, 0] })
})

test('an order that is none is mended with one press', () => {
  const drawing = onImage('permute', { dims: [2, 1] })
  const [problem] = inferNetwork(drawing).problems
  expect(problem?.repair).toMatchObject({ parameters: { dims: [1, 2, 3] } })
})

test('a loss on logits says where its own activation stands already', () => {
  const drawing = drawNetwork(graph => {
    const data = graph.layer('data', { size: [4, 4] })
    const row = graph.layer('flatten', {}, data.output('image'))
    const target = data.output('label')
    const yes = graph.layer('dense', { units: 10, activation: 'sigmoid' }, row, { name: 'yes' })
    const sure = graph.layer('softmax', {}, graph.layer('dense', { units: 10 }, row), { name: 'sure' })
    graph.layer('binaryCrossEntropy', {}, { prediction: yes, target })
    graph.layer('kullbackLeiblerDivergence', {}, { prediction: sure, target })
    graph.layer('output', { reads: 'asIs' }, yes)
  })
  expect(inferNetwork(drawing).problems).toMatchObject([
    { code: 'loss/sigmoid-twice', repair: { parameters: { activation: 'linear' } } },
    { code: 'loss/softmax-twice' }
  ])
})
