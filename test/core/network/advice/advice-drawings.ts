import { defineBlock } from '../../../../core/graph/define-block.ts'
import type { Drawing, PortReference } from '../../../../core/graph/drawing.ts'
import { drawNetwork, expression, type GraphBuilder } from '../../../../core/graph/graph-builder.ts'
import { integer } from '../../../../core/parameters.ts'

type Draw = (graph: GraphBuilder, image: PortReference) => PortReference

/** Layers between an image and an output. */
export function between(size: readonly [number, number], channels: number, draw: Draw): Drawing {
  return drawNetwork(graph => {
    const image = graph.layer('data', { size: [...size], channels }).output('image')
    graph.layer('output', { reads: 'asIs' }, draw(graph, image))
  })
}

/** A chain of layers, each with its name. */
export function chain(...rows: readonly (readonly [type: string, name: string, parameters?: object])[]): Draw {
  return (graph, image) =>
    rows.reduce<PortReference>(
      (from, [type, name, parameters]) => graph.layer(type, parameters as never, from, { name }),
      image
    )
}

export const linearChain = between(
  [32, 32],
  3,
  chain(['conv2d', 'first', { filters: 8 }], ['dropout', 'drop'], ['conv2d', 'second', { activation: 'relu' }])
)

/** The first convolution feeds a sum too, so an activation of its own would change more than is meant. */
export const linearBranch = between([32, 32], 3, (graph, image) => {
  const first = graph.layer('conv2d', { filters: 8 }, image, { name: 'first' })
  const second = graph.layer('conv2d', { filters: 8, padding: 'same' }, first, { name: 'second' })
  return graph.layer('add', {}, [first, second])
})

export const biased = between(
  [8, 8],
  3,
  chain(['conv2d', 'conv', { filters: 64 }], ['batchNormalization', 'norm'], ['relu', 'relu'])
)

export const outgrown = between(
  [8, 8],
  1,
  chain(
    ['conv2d', 'conv1', { filters: 4, padding: 'same', activation: 'relu' }],
    ['maxPooling2d', 'pool1'],
    ['maxPooling2d', 'pool2'],
    ['conv2d', 'conv2', { filters: 4, kernelSize: [5, 5], padding: 'same', activation: 'relu' }]
  )
)

export const large = between(
  [64, 64],
  3,
  chain(
    ['conv2d', 'conv', { filters: 32, padding: 'same', activation: 'relu' }],
    ['maxPooling2d', 'pool'],
    ['flatten', 'flatten'],
    ['dense', 'dense', { units: 100 }]
  )
)

const filters = integer({ default: 4, min: 1, max: 64, help: 'Channels.' })
const stage = defineBlock(
  { name: 'stage', label: 'Stage', summary: 'A convolution.', parameters: { filters, depth: filters } },
  graph => graph.output(graph.layer('conv2d', { filters: expression('filters'), activation: 'relu' }, graph.input()))
)

export const idleParameter = between([8, 8], 1, (graph, image) => graph.block(stage, { depth: 8 }, image))

export function adviceDrawings(): readonly Drawing[] {
  return [linearChain, linearBranch, biased, outgrown, large, idleParameter]
}
