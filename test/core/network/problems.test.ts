import { imageAndLabel } from '../../../core/data/fields/catalogue.ts'
import { expect, test } from 'vitest'
import { applyRepair } from '../../../core/document/apply-repair.ts'
import { createDocument } from '../../../core/document/create-document.ts'
import type { Draft } from '../../../core/document/draft.ts'
import { edit } from '../../../core/document/edit.ts'
import type { Drawing, PortReference } from '../../../core/graph/drawing.ts'
import { drawNetwork, type DrawnNode, type GraphBuilder } from '../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { inferNetwork, type Datasets } from '../../../core/network/infer.ts'
import { trainingProblems } from '../../../core/network/training-problems.ts'
import { adviceDrawings } from './advice/advice-drawings.ts'

type Given = Readonly<Record<string, unknown>>

function layer(
  graph: GraphBuilder,
  type: string,
  parameters: Given,
  from: PortReference | readonly PortReference[]
): DrawnNode {
  return graph.layer(type, parameters as never, from)
}

/** `code: message` of every problem, at the node where it is told. */
function problemsOf(drawing: Drawing, datasets: Datasets = {}): readonly string[] {
  return inferNetwork(drawing, datasets).problems.map(({ code, where, message }) => `${where.path} ${code}: ${message}`)
}

/** One layer between a data node and an output. */
function alone(size: readonly [number, number], type: string, parameters: Given): Drawing {
  return drawNetwork(graph => {
    const data = graph.layer('data', { size })
    graph.layer('output', { reads: 'asIs' }, layer(graph, type, parameters, data.output('image')))
  })
}

test.each([
  ['no problem for a window that fits', [32, 32], { kernelSize: [5, 5] }, []],
  [
    'the arithmetic of a window that does not fit',
    [32, 32],
    { kernelSize: [5, 5], strides: [2, 2] },
    ['conv2d window/uneven: (32 − 5 + 0) / 2 + 1 = 14.5: the last row and column are never seen.']
  ],
  [
    'only the axis that does not fit',
    [33, 32],
    { kernelSize: [5, 5], strides: [2, 2] },
    ['conv2d window/uneven: (32 − 5 + 0) / 2 + 1 = 14.5: the last column is never seen.']
  ],
  [
    'how many rows are left over',
    [32, 30],
    { kernelSize: [5, 5], strides: [5, 5] },
    ['conv2d window/uneven: (32 − 5 + 0) / 5 + 1 = 6.4: the last 2 rows are never seen.']
  ],
  [
    'nothing where only zeros of the padding are left over',
    [32, 32],
    { strides: [2, 2], padding: 'explicit', explicitPadding: [1, 1] },
    []
  ],
  ['nothing where the stride leaves gaps by design', [32, 32], { kernelSize: [1, 1], strides: [2, 2] }, []],
  ['nothing with padding same', [32, 32], { kernelSize: [5, 5], strides: [2, 2], padding: 'same' }, []],
  [
    'a window larger than its image',
    [4, 4],
    { kernelSize: [5, 5] },
    ['conv2d window/too-large: The 5×5 window is larger than the 4×4 image that it slides over.']
  ],
  [
    'a value out of range',
    [32, 32],
    { filters: 0 },
    ['conv2d parameter/out-of-range: filters is 0; it takes a whole number from 1 to 65,536.']
  ],
  [
    'a parameter that does not exist',
    [32, 32],
    { filter: 6 },
    [
      'conv2d parameter/unknown: Conv 2D has no parameter "filter"; it has filters, kernelSize, strides, padding, explicitPadding, dilationRate, groups, activation, useBias, kernelInitializer, kernelStddev, kernelLimit, kernelGain, kernelValue, biasInitializer, biasStddev, biasLimit, biasValue, trainable, learningRateFactor, l1, l2.'
    ]
  ]
] as const)('tells %s', (_, size, parameters, expected) => {
  expect(problemsOf(alone(size, 'conv2d', parameters))).toEqual(expected)
})

test('offers a mend that really mends, for every problem that offers one', () => {
  const drawings: readonly [Drawing, Datasets?][] = [
    [alone([32, 32], 'conv2d', { kernelSize: [5, 5], strides: [2, 2] })],
    [alone([33, 32], 'conv2d', { kernelSize: [2, 5], strides: [2, 2] })],
    [alone([4, 4], 'conv2d', { kernelSize: [5, 5] })],
    [alone([11, 11], 'maxPooling2d', {})],
    [alone([3, 3], 'averagePooling2d', { poolSize: [4, 4] })],
    [alone([32, 32], 'conv2d', { filters: 0 })],
    [alone([32, 32], 'conv2d', { dilationRate: [2, 2], strides: [2, 2] })],
    [alone([8, 8], 'conv2d', { dilationRate: [4, 4] })],
    [alone([9, 9], 'conv2d', { groups: 3, filters: 6 })],
    [alone([9, 9], 'depthwiseConv2d', { strides: [2, 1] })],
    [alone([9, 9], 'groupNormalization', {})],
    [alone([9, 9], 'layerNormalization', { axis: [4] })],
    [alone([9, 9], 'localResponseNormalization', { size: 4 })],
    [alone([8, 8], 'maxPooling2d', { padding: 'explicit', explicitPadding: [2, 2] })],
    [alone([8, 8], 'conv2dTranspose', { strides: [2, 2], outputPadding: [2, 0] })],
    [alone([32, 32], 'softmax', {})],
    [classifier(7, 'linear')],
    [classifier(10, 'softmax')],
    [softmaxLayer],
    [dataOf({ dataset: 'gone' })],
    [
      dataOf({ dataset: 'color', channels: 2 }),
      { color: { fields: imageAndLabel({ height: 28, width: 28, channels: 3, classes: [] }) } }
    ],
    [concatenated({ axis: 7 })],
    ...adviceDrawings().map((drawn): [Drawing] => [drawn])
  ]
  for (const [drawing, datasets] of drawings) {
    for (const problem of inferNetwork(drawing, datasets).problems.filter(each => each.repair !== undefined)) {
      const document = createDocument('drawn', drawing)
      const mend = (draft: Draft): unknown => applyRepair(draft, problem)
      const after = inferNetwork(edit(document, 'Mend', mend, layerOf).document, datasets).problems
      expect(
        after.map(({ code }) => code),
        `${problem.code}: ${problem.repair!.label}`
      ).not.toContain(problem.code)
      expect(after.filter(({ severity }) => severity === 'error')).toEqual([])
    }
  }
})

/** A softmax layer before a softmax loss, and before the output too, which then is all that it feeds. */
const softmaxLayer = drawNetwork(graph => {
  const data = graph.layer('data', { classes: 10 })
  const last = graph.layer('dense', { units: 10 }, graph.layer('flatten', {}, data.output('image')))
  const softmax = graph.layer('softmax', {}, last)
  graph.layer('softmaxCrossEntropy', {}, { prediction: softmax, target: data.output('label') }, { name: 'loss' })
  graph.layer('output', { reads: 'asIs' }, softmax)
})

function dataOf(parameters: Given): Drawing {
  return drawNetwork(graph => {
    const data = graph.layer('data', parameters as never)
    graph.layer('output', { reads: 'asIs' }, data.output('image'))
  })
}

function concatenated(parameters: Given): Drawing {
  return drawNetwork(graph => {
    const image = graph.layer('data').output('image')
    graph.layer('output', {}, layer(graph, 'concatenate', parameters, [image, graph.layer('relu', {}, image)]))
  })
}

function classifier(units: number, activation: string): Drawing {
  return drawNetwork(graph => {
    const data = graph.layer('data', { classes: 10 })
    const row = graph.layer('flatten', {}, data.output('image'))
    const last = graph.layer('dense', { units, activation }, row)
    graph.layer('softmaxCrossEntropy', {}, { prediction: last, target: data.output('label') }, { name: 'loss' })
    graph.layer('output', { reads: activation === 'softmax' ? 'asIs' : 'softmax' }, last)
  })
}

test('tells a loss that has not one value for each class, from the data node or from its dataset', () => {
  expect(problemsOf(classifier(7, 'linear'))).toEqual([
    'loss loss/class-count: The labels have 10 classes, the prediction has 7 values.'
  ])
  const classes = ['cat', 'dog', 'owl']
  const drawing = classifier(10, 'linear')
  const nodes = { ...drawing.nodes, data: { ...drawing.nodes['data']!, parameters: { dataset: 'pets' } } }
  expect(
    problemsOf(
      { ...drawing, nodes },
      { pets: { fields: imageAndLabel({ height: 28, width: 28, channels: 1, classes }) } }
    )
  ).toEqual(['loss loss/class-count: The labels have 3 classes, the prediction has 10 values.'])
  expect(
    problemsOf(
      { ...drawing, nodes },
      { pets: { fields: imageAndLabel({ height: 28, width: 28, channels: 1, classes: [] }) } }
    )
  ).toEqual([])
})

test('tells softmax before a softmax loss', () => {
  expect(problemsOf(classifier(10, 'softmax'))).toEqual([
    'loss loss/softmax-twice: dense already applies softmax, and this loss does it again: gradients fade and training slows down.'
  ])
})

test('tells shapes that cannot be joined, with their sizes', () => {
  const joined = (type: string) =>
    drawNetwork(graph => {
      const image = graph.layer('data', { size: [8, 8] }).output('image')
      const pool = graph.layer('maxPooling2d', {}, image)
      graph.layer('output', {}, graph.layer(type, {}, [image, pool], { name: 'join' }))
    })
  expect(problemsOf(joined('add'))).toEqual([
    'join add/shapes-differ: The inputs are 8×8×1 and 4×4×1: only equal shapes can be added.'
  ])
  expect(problemsOf(joined('concatenate'))).toEqual([
    'join concatenate/shapes-differ: The inputs are 8×8×1 and 4×4×1: all sizes but the channels must be equal.'
  ])
})

test('tells missing, surplus and unknown edges, wrong ranks and dead ends where they are', () => {
  const drawing = drawNetwork(graph => {
    const data = graph.layer('data')
    const flatten = graph.layer('flatten', {}, data.output('image'))
    graph.layer('conv2d', {}, flatten)
    graph.layer('dense', {}, { input: [flatten, flatten], inputs: flatten })
    graph.layer('relu', {}, flatten.output('result'))
    graph.layer('tanh', {}, data.output('label'))
    graph.layer('add', {}, [flatten])
    graph.layer('softmaxCrossEntropy', {}, { prediction: data.output('image') }, { name: 'loss' })
    graph.layer('shuffle', {}, flatten)
  })
  const told = inferNetwork(drawing).problems
  expect(told.map(({ code, where }) => `${where.path} ${code}`).sort()).toEqual([
    'add graph/dead-end',
    'add graph/too-few-inputs',
    'conv2d graph/dead-end',
    'conv2d shape/rank-too-low',
    'dense graph/dead-end',
    'dense graph/too-many-inputs',
    'dense graph/unknown-port',
    'loss graph/missing-input',
    'relu graph/dead-end',
    'relu graph/unknown-port',
    'shuffle graph/unknown-type',
    'tanh graph/dead-end',
    'tanh graph/role-not-taken'
  ])
})

test('tells what only a training needs, and nothing of it to who draws', () => {
  const codes = (drawing: Drawing, datasets: Datasets = {}) =>
    trainingProblems(inferNetwork(drawing, datasets), datasets).map(({ code }) => code)
  expect(codes(drawNetwork(() => undefined))).toEqual([
    'train/no-data',
    'train/no-loss',
    'train/no-weights',
    'train/no-output'
  ])
  expect(codes(classifier(10, 'linear'))).toEqual(['train/no-images'])
  expect(inferNetwork(classifier(10, 'linear')).problems).toEqual([])
  const drawing = classifier(10, 'linear')
  const nodes = { ...drawing.nodes, data: { ...drawing.nodes['data']!, parameters: { dataset: 'digits' } } }
  const classes = Array.from({ length: 10 }, (_, digit) => String(digit))
  expect(
    codes({ ...drawing, nodes }, { digits: { fields: imageAndLabel({ height: 28, width: 28, channels: 1, classes }) } })
  ).toEqual([])
})

test('says of a network that noise alone feeds that a dataset must count its samples', () => {
  const fedByNoise = (withData: boolean) =>
    drawNetwork(graph => {
      if (withData) graph.layer('data', { dataset: 'digits' })
      const made = graph.layer('dense', { units: 1 }, graph.layer('noise', { shape: [4] }))
      graph.layer('meanSquaredError', {}, { prediction: made, target: graph.layer('constant', { value: 3 }, made) })
      graph.layer('output', { reads: 'asIs' }, made)
    })
  const codes = (withData: boolean) => trainingProblems(inferNetwork(fedByNoise(withData)), {}).map(({ code }) => code)
  expect([codes(false), codes(true)]).toEqual([['train/no-sample-count'], []])
})

test('adds the loss that a classifier lacks, joined to the prediction and the label', () => {
  const drawing = drawNetwork(graph => {
    const data = graph.layer('data', { classes: 10 })
    const last = graph.layer('dense', { units: 10 }, graph.layer('flatten', {}, data.output('image')))
    graph.layer('output', {}, last)
  })
  const problem = trainingProblems(inferNetwork(drawing), {}).find(({ code }) => code === 'train/no-loss')!
  const mended = edit(createDocument('drawn', drawing), 'Mend', draft => applyRepair(draft, problem), layerOf).document
  const after = inferNetwork(mended)
  expect(after.problems).toEqual([])
  expect(trainingProblems(after, {}).map(({ code }) => code)).toEqual(['train/no-images'])
  const loss = after.layers.find(({ layer }) => layer.family === 'loss')
  expect(loss?.inputs).toEqual({
    prediction: [{ key: 'dense', port: 'output' }],
    target: [{ key: 'data', port: 'label' }]
  })
})

test('refuses a layer with more numbers for a sample than can be counted, and not the largest one below', () => {
  const codes = (filters: number) =>
    inferNetwork(alone([4096, 4096], 'conv2d', { filters, kernelSize: [1, 1] }))
      .problems.filter(({ severity }) => severity === 'error')
      .map(({ code, where }) => `${where.path} ${code}`)
  // 4096² · 128 is 2³¹.
  expect(codes(127)).toEqual([])
  expect(codes(128)).toEqual(['conv2d network/too-large'])
})

test('refuses a weight that is too large to be read out and saved, and not one just below', () => {
  const codes = (units: number) => {
    const drawing = drawNetwork(graph => {
      const data = graph.layer('data', { size: [1000, 1000], channels: 1 })
      const dense = graph.layer('dense', { units }, graph.layer('flatten', {}, data.output('image')))
      graph.layer('output', { reads: 'asIs' }, dense)
    })
    const { problems } = inferNetwork(drawing)
    return problems.filter(({ severity }) => severity === 'error').map(({ code, where }) => `${where.path} ${code}`)
  }
  expect(codes(500)).toEqual([])
  expect(codes(501)).toEqual(['dense network/weight-too-large'])
})
