import { defineOp, type Tensor } from '../define-op.ts'
import type { Output } from '../graph-writer.ts'
import { sizesAtRunTime } from '../run-time-shape.ts'

const float = 'float32' as const
const channels = { dtype: float, shape: [2] } as const
const image = { dtype: float, shape: ['part', 3, 2, 2] } as const
const form = { T: { type: float } } as const

/**
 * Mean and variance for each channel of a batch from those of its parts (Chan, Golub and LeVeque, "Updating formulae and
 * a pairwise algorithm for computing sample variances", 1979). Variances of parts are over N - 1; `like` tells how many
 * places [samples, height, width] each has, at least one. Outputs: the mean, the variance over N, the variance over N - 1.
 */
export const momentsOfParts = defineOp<{
  means: readonly Tensor[]
  variances: readonly Tensor[]
  like: readonly Tensor[]
}>({
  type: 'momentsOfParts',
  inputs: ['means', 'variances', 'like'],
  infer: ({ means: [first = channels] }) => [first, first, first],
  lower({ graph, inputs: { means, variances, like }, tensors }) {
    const number = (value: number): Output => graph.constant(float, [], [value])
    const op = (node: string, left: Output, right: Output): Output => graph.node(node, [left, right], form)
    const stacked = (parts: readonly Output[]): Output =>
      graph.node('Pack', parts, { N: { int: parts.length }, axis: { int: 0 }, ...form })
    const overParts = (input: Output): Output =>
      graph.node('Sum', [input, graph.constant('int32', [1], [0])], {
        ...form,
        Tidx: { type: 'int32' },
        keep_dims: { bool: true }
      })
    const places = stacked(
      like.map((output, index) => {
        const { dtype, shape } = tensors.like[index] as Tensor
        const samples = graph.node('Cast', [sizesAtRunTime(graph, { output, dtype }, [0])], {
          SrcT: { type: 'int32' },
          DstT: { type: float }
        })
        return op('Mul', samples, number(Number(shape[1]) * Number(shape[2])))
      })
    )
    const all = overParts(places)
    const centers = stacked(means)
    const mean = op('RealDiv', overParts(op('Mul', centers, places)), all)
    const between = op('Mul', graph.node('SquaredDifference', [centers, mean], form), places)
    const within = op('Mul', stacked(variances), op('Sub', places, number(1)))
    const squares = overParts(op('AddV2', within, between))
    const flat = (input: Output): Output => graph.node('Squeeze', [input], { ...form, squeeze_dims: { ints: [0] } })
    return [mean, op('RealDiv', squares, all), op('RealDiv', squares, op('Sub', all, number(1)))].map(flat)
  },
  shapePorts: ['like'],
  examples: [{ inputs: { means: [channels, channels], variances: [channels, channels], like: [image, image] } }]
})
