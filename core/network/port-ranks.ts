import type { Drawing, Edge, GraphNode } from '../graph/drawing.ts'
import { graphOf } from '../graph/graph.ts'
import { layerOf } from '../layers/catalogue.ts'
import { takesRole, type AnyLayer, type Family } from '../layers/define-layer.ts'
import type { Problem } from '../problem.ts'
import { batch, type Shape, type TensorType } from '../ops/tensor.ts'
import { buildAlone, type InputTypes } from './layer-facts.ts'
import { knownParameters } from './known-parameters.ts'
import { rankTooHigh, rankTooLow, roleNotTaken } from './ports.ts'

/** How many axes a value has, without the batch: an image 3, a row of values 1. */
export interface Ranks {
  readonly min: number
  readonly max: number
}

const anyRank: Ranks = { min: 0, max: Infinity }
/** Layers that hand on a value of the shape that they get. */
const shapeKeepers: ReadonlySet<Family> = new Set(['activation', 'normalization', 'regularization'])

type Part = Pick<Drawing, 'nodes' | 'edges' | 'blocks'>

/** What an input of a node takes before shapes are known: for a block's instance, what all layers behind it take. */
export function ranksTaken(drawing: Part, node: GraphNode, port: string): Ranks {
  if (node.type !== 'block') return ranksOfLayer(drawing, node, port)
  const { graph, end } = endOf(drawing, node, 'blockInput', port)
  return meet(graph?.outgoing(end ?? '').map(edge => ranksInto(drawing, edge)) ?? [])
}

function ranksOfLayer(drawing: Part, node: GraphNode, port: string): Ranks {
  const layer = layerOf(node.type)
  const { min = 0, max = Infinity } = layer?.inputs[port]?.rank ?? {}
  if (layer === undefined || !shapeKeepers.has(layer.family)) return { min, max }
  const onward = graphOf(drawing, node.graph).outgoing(node.id)
  return meet([{ min, max }, ...onward.map(edge => ranksInto(drawing, edge))])
}

function ranksInto(drawing: Part, { to }: Edge): Ranks {
  const node = drawing.nodes[to.node]
  return node === undefined ? anyRank : ranksTaken(drawing, node, to.port)
}

interface Value {
  readonly port: string
  /** What people call the node. */
  readonly label: string
  readonly shape: Shape
  /** The role of the field that it comes from. */
  readonly role: string | undefined
}

/** Why a value of this shape and role does not go into an input of a node; undefined where it does. */
export function rankMisfit(drawing: Part, node: GraphNode, { port, label, shape, role }: Value): Problem | undefined {
  const input = layerOf(node.type)?.inputs[port]
  if (role !== undefined && input && !takesRole(input, role)) {
    return roleNotTaken({ path: label, port }, { label, role, taken: input.roles })
  }
  const { min, max } = ranksTaken(drawing, node, port)
  if (shape.length >= min && shape.length <= max) return undefined
  const kind = shape.length < min ? rankTooLow : rankTooHigh
  return kind({ path: label, port }, { label, shape: shape.map(Number), min, max })
}

/** What an output gives on any input, as far as the examples of its layer show; empty where nothing is known. */
export function ranksGiven(drawing: Part, node: GraphNode, port: string): ReadonlySet<number> {
  const layer = layerOf(node.type)
  if (layer !== undefined && !shapeKeepers.has(layer.family)) return ranksInExamples(layer).get(port) ?? new Set()
  if (layer === undefined && node.type !== 'block') return new Set()
  const { graph, end } =
    layer === undefined
      ? endOf(drawing, node, 'blockOutput', port)
      : { graph: graphOf(drawing, node.graph), end: node.id }
  const [edge] = graph?.incoming(end ?? '') ?? []
  const source = edge && drawing.nodes[edge.from.node]
  if (edge !== undefined && source !== undefined) return ranksGiven(drawing, source, edge.from.port)
  return new Set(layer && ranksInExamples(layer).get(port))
}

/** The inside of an instance, and the node in it that is one of its ports. */
function endOf(drawing: Part, { block }: GraphNode, type: 'blockInput' | 'blockOutput', port: string) {
  const definition = drawing.blocks[block ?? '']
  const graph = definition && graphOf(drawing, definition.graph)
  const end = [...(graph?.nodes.values() ?? [])].find(node => node.type === type && node.name === port)
  return { graph, end: end?.id }
}

function meet(ranks: readonly Ranks[]): Ranks {
  return { min: Math.max(0, ...ranks.map(({ min }) => min)), max: Math.min(...ranks.map(({ max }) => max)) }
}

const inExamples = new WeakMap<AnyLayer, ReadonlyMap<string, ReadonlySet<number>>>()

function ranksInExamples(layer: AnyLayer): ReadonlyMap<string, ReadonlySet<number>> {
  const known = inExamples.get(layer)
  if (known !== undefined) return known
  const ranks = new Map<string, Set<number>>()
  for (const { inputs, parameters = {}, datasets = {} } of layer.examples) {
    const values = knownParameters(layer, parameters as Parameters<typeof knownParameters>[1]).parameters
    const { facts } = buildAlone(layer, values, typesOf(inputs), id => datasets[id])
    for (const [port, shape] of Object.entries(facts.outputs)) {
      ranks.set(port, (ranks.get(port) ?? new Set()).add(shape.length))
    }
  }
  inExamples.set(layer, ranks)
  return ranks
}

function typesOf(inputs: AnyLayer['examples'][number]['inputs']): InputTypes {
  const typeOf = (shape: readonly number[]): TensorType => ({ dtype: 'float32', shape: [batch, ...shape] })
  const isMany = (
    shapes: readonly number[] | readonly (readonly number[])[]
  ): shapes is readonly (readonly number[])[] => Array.isArray(shapes[0])
  return Object.fromEntries(
    Object.entries(inputs).map(([port, shape]) => [port, isMany(shape) ? shape.map(typeOf) : typeOf(shape)])
  )
}
