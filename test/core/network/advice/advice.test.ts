import { expect, test } from 'vitest'
import type { Drawing } from '../../../../core/graph/drawing.ts'
import { inferNetwork } from '../../../../core/network/infer.ts'
import { zoo } from '../../../../core/zoo/catalogue.ts'
import { defaultsOf } from '../../../../core/parameters.ts'
import { between, biased, chain, idleParameter, large, linearBranch, linearChain, outgrown } from './advice-drawings.ts'

function told(drawing: Drawing): readonly string[] {
  return inferNetwork(drawing).problems.map(
    ({ code, severity, where, message }) => `${severity} at ${where.path}, ${code}: ${message}`
  )
}

test('tells two linear layers in a row, through dropout too, and where an activation of its own is needed', () => {
  const message = 'Nothing but sums lies between first and second: two linear layers in a row compute what one could.'
  expect(told(linearChain)).toEqual([`warning at first, network/missing-activation: ${message}`])
  expect(told(linearBranch)).toEqual([`warning at first, network/missing-activation: ${message}`])
  const repairs = [linearChain, linearBranch].map(drawing => inferNetwork(drawing).problems[0]?.repair)
  expect(repairs).toEqual([
    { label: 'Activation ReLU', parameters: { activation: 'relu' } },
    { label: 'Add ReLU', add: { type: 'relu', before: { node: 'second', port: 'input' } } }
  ])
})

test('leaves a convolution alone that was taken apart on purpose, or that something stands behind', () => {
  const conv = (...kernelSize: number[]) => ({ kernelSize, filters: 4 })
  expect(told(between([16, 16], 1, chain(['conv2d', 'column', conv(7, 1)], ['conv2d', 'row', conv(1, 7)])))).toEqual([])
  const apart = chain(['conv2d', 'first', conv(3, 3)], ['maxPooling2d', 'pool'], ['conv2d', 'second', conv(3, 3)])
  expect(told(between([16, 16], 1, apart))).toEqual([])
})

test('hints at biases that a batch normalization takes away again', () => {
  expect(told(biased)).toEqual([
    'hint at conv, network/useless-bias: Its 64 biases do nothing: norm takes the mean of each channel away again.'
  ])
})

test('counts the places of a window that meet nothing but padding', () => {
  // 5×5 on 2×2 with padding same: rows −2 to 2 around each of two rows, so the 3 in the middle meet the image.
  // The field: 3 + (2 − 1) + (2 − 1) · 2 + (5 − 1) · 4 = 22.
  expect(told(outgrown)).toEqual([
    'warning at conv2, network/window-outgrown: The image is only 2×2 here: 16 of the 25 places of the 5×5 window meet nothing but padding, and their weights never learn. One value already stands for 22×22 pixels.'
  ])
})

test.each([
  [[3, 3], [3, 3], [1, 1], []],
  [[2, 2], [3, 3], [1, 1], []],
  [[2, 2], [3, 3], [2, 2], [5]],
  [[1, 1], [3, 3], [1, 1], [8]],
  [[1, 9], [3, 3], [1, 1], [6]]
] as const)(
  'on an image of %s with a window of %s and strides %s, %s places are idle',
  (size, kernelSize, strides, idle) => {
    const conv = { kernelSize: [...kernelSize], strides: [...strides], padding: 'same', filters: 2 }
    const found = told(between(size, 1, chain(['conv2d', 'conv', conv])))
    expect(found.map(text => Number(/(\d+) of the/.exec(text)?.[1]))).toEqual(idle)
  }
)

test('hints at a dense layer that holds most of a network, with what it costs', () => {
  // 32 · 32 · 32 · 100 + 100 parameters of 3 · 3 · 3 · 32 + 32 more.
  expect(told(large)).toEqual([
    'hint at dense, network/dense-too-large: 32×32×32 values, each joined to 100 units: 3,276,900 parameters, 100 % of the network in this one layer.'
  ])
})

test("tells a block's parameter that nothing inside uses", () => {
  expect(told(idleParameter)).toEqual([
    'warning at stage, network/unused-parameter: Nothing inside the block stage uses its parameter depth: a change of it changes nothing.'
  ])
})

test.each(zoo)('advises nothing but hints for $name', network => {
  const { problems } = inferNetwork(network.draw(defaultsOf(network.parameters)))
  expect(problems.filter(({ code, severity }) => code.startsWith('network/') && severity !== 'hint')).toEqual([])
})
