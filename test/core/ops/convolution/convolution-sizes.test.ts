import { describe, expect, it } from 'vitest'
import type { HostTensor } from '../../../../core/engine.ts'
import { conv2dTranspose } from '../../../../core/ops/convolution/conv2d-transpose.ts'
import { conv2d } from '../../../../core/ops/convolution/conv2d.ts'
import { depthwiseConv2d } from '../../../../core/ops/convolution/depthwise-conv2d.ts'
import type { Emit, Op, OpAttributes, Tensor } from '../../../../core/ops/define-op.ts'
import { reshape } from '../../../../core/ops/shape/reshape.ts'
import type { WindowPadding } from '../../../../core/ops/shape-rules.ts'
import type { Pair } from '../../../../core/parameters.ts'
import { openTensors, spreadNumbers } from '../../../run-tensors.ts'
import { convolutionByLoop, outputSize, type Convolution } from './convolution-by-loop.ts'

const batchSize = 2

/** How channels and filters lie to each other. */
const channelings = [
  { channels: 1, filters: 1, groups: 1 },
  { channels: 1, filters: 3, groups: 1 },
  { channels: 2, filters: 1, groups: 1 },
  { channels: 2, filters: 4, groups: 2 }
] as const

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}

function pairs(rows: number, columns: number): readonly Pair[] {
  return upTo(rows).flatMap(row => upTo(columns).map(column => [row, column] as const))
}

/** All small convolutions of these channels: an axis with one position, with several, and with columns never seen. */
function convolutionsOf(channeling: (typeof channelings)[number]): readonly Convolution[] {
  const sizes = upTo(4).map(width => [3, width] as const)
  const paddings: readonly WindowPadding[] = ['valid', 'same']
  const steps = [
    ...pairs(2, 3).map(strides => ({ strides, dilations: [1, 1] as const })),
    ...pairs(2, 2)
      .slice(1)
      .map(dilations => ({ strides: [1, 1] as const, dilations }))
  ]
  return sizes.flatMap(size =>
    pairs(2, 3).flatMap(kernel =>
      steps.flatMap(step =>
        paddings
          .map(padding => ({ ...channeling, size, kernel, ...step, padding }))
          .filter(each => outputSize(each).every(positions => positions > 0))
      )
    )
  )
}

const names = ['image', 'filter', 'output'] as const
type Name = (typeof names)[number]
type Role = 'output' | 'input' | 'filter'

function shapesOf(each: Convolution): Readonly<Record<Name, readonly number[]>> {
  const { size, kernel, channels, filters, groups } = each
  return {
    image: [batchSize, ...size, channels],
    filter: [...kernel, channels / groups, filters],
    output: [batchSize, ...outputSize(each), filters]
  }
}

function feedOf(name: Name, shape: readonly number[]): string {
  return `${name} ${shape.join()}`
}

/** The same numbers for the same shape, wherever it occurs. */
function numbersOf(name: Name, shape: readonly number[]): HostTensor {
  const count = shape.reduce((product, size) => product * size, 1)
  return { dtype: 'float32', shape, data: spreadNumbers(count, 3 + names.indexOf(name)) }
}

interface Ports {
  readonly input: Tensor
  readonly filter: Tensor
}

/** What an op gives, and by its own rule what the sum of that times `weights` changes by with input and filter. */
function results<Attributes extends OpAttributes>(
  emit: Emit,
  op: Op<{ input: Tensor; filter: Tensor }, Attributes>,
  inputs: Ports,
  weights: Tensor,
  attributes: Attributes
): Readonly<Record<Role, Tensor>> {
  const output = (emit as (...all: unknown[]) => Tensor)(op, inputs, attributes)
  const back = op.gradient!({ emit, inputs, attributes, outputs: [output], gradients: [weights] })
  return { output, input: back.input as Tensor, filter: back.filter as Tensor }
}

/** Everything that a convolution of these sizes is computed by. */
function opsOf(emit: Emit, each: Convolution, { image, filter, output }: Readonly<Record<Name, Tensor>>) {
  const { padding, strides, dilations, size, kernel, channels, groups, filters } = each
  const input = image
  const attributes = { padding, strides, dilations }
  const isDepthwise = groups === channels && strides[0] === strides[1]
  const shape = [...kernel, channels, filters / channels]
  return {
    conv2d: results(emit, conv2d, { input, filter }, output, attributes),
    ...(isDepthwise && {
      depthwiseConv2d: results(
        emit,
        depthwiseConv2d,
        { input, filter: emit(reshape, { input: filter }, { shape }) },
        output,
        attributes
      )
    }),
    ...(groups === 1 &&
      dilations.every(dilation => dilation === 1) && {
        conv2dTranspose: results(emit, conv2dTranspose, { input: output, filter }, image, { padding, strides, size })
      })
  }
}

/**
 * Every result of each convolution beside the loop's, as the largest difference. The transposed convolution takes the
 * output's numbers to the image's, so what it gives is what the convolution's gradient is, and the other way round.
 */
async function differences(convolutions: readonly Convolution[]): Promise<readonly string[]> {
  const feeds = new Map<string, HostTensor>()
  for (const { shapes } of convolutions.map(each => ({ shapes: shapesOf(each) }))) {
    for (const name of names) feeds.set(feedOf(name, shapes[name]), numbersOf(name, shapes[name]))
  }
  const types = [...feeds].map(([name, { dtype, shape }]) => [name, { dtype, shape }] as const)
  const opened = await openTensors(Object.fromEntries(types), (tensors, { emit }) => {
    const named = convolutions.flatMap((each, index) => {
      const shapes = shapesOf(each)
      const fed = (name: Name): Tensor => tensors[feedOf(name, shapes[name])]!
      const ops = opsOf(emit, each, { image: fed('image'), filter: fed('filter'), output: fed('output') })
      return Object.entries(ops).flatMap(([op, found]) =>
        Object.entries(found).map(([role, tensor]) => [`${index} ${op} ${role}`, tensor] as const)
      )
    })
    return Object.fromEntries(named)
  })
  const wanted = convolutions.map(each => {
    const shapes = shapesOf(each)
    const given = (name: Name): ArrayLike<number> => numbersOf(name, shapes[name]).data as Float32Array
    return convolutionByLoop(each, batchSize, {
      image: given('image'),
      filter: given('filter'),
      output: given('output')
    })
  })
  const wrong = new Set<string>()
  // What the library computes wrongly comes out right now and then.
  for (let run = 0; run < 2; run++) {
    for (const [name, { data }] of Object.entries(await opened.run(Object.fromEntries(feeds)))) {
      const [index, op, role] = name.split(' ') as [string, string, Role]
      const { forward, toImage, toFilter } = wanted[Number(index)]!
      const right = op === 'conv2dTranspose' ? [toImage, forward] : [forward, toImage]
      const numbers = { output: right[0]!, input: right[1]!, filter: toFilter }[role]
      const largest = Math.max(...numbers.map((value, at) => Math.abs(value - Number(data[at]))))
      if (!(largest < 1e-5)) wrong.add(`${op}, ${role}: ${JSON.stringify(convolutions[Number(index)])}`)
    }
  }
  await opened.close()
  return [...wrong]
}

describe('every small convolution gives what a loop gives, forward and back', () => {
  it.each(channelings)(
    'with $channels channels and $filters filters in $groups groups',
    async channeling => {
      const convolutions = convolutionsOf(channeling)
      expect(convolutions.length).toBeGreaterThan(250)
      expect(await differences(convolutions)).toEqual([])
    },
    60_000
  )
})
