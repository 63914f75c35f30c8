import type { Block, Drawing, Edge, GraphId, GraphNode } from '../../graph/drawing.ts'
import { graphOf } from '../../graph/graph.ts'
import type { ParameterTable } from '../../parameters.ts'
import { blockChanges, nodeChanges, type NodeSide, type ValueChange } from './compare-values.ts'
import { pairBy, type Pair, type Side } from './pair-by.ts'

/** A layer, a block's instance or a block's end, in both drawings or in one of them. */
export interface NodePair extends Pair<GraphNode> {
  /** Empty where only one drawing has the node. */
  readonly changes: readonly ValueChange[]
}

/** A graph, and the block whose inside it is; the root graph has none. */
export interface Level {
  readonly graph: GraphId
  readonly block: Block | undefined
}

/** The same graph in both drawings, or one that only one of them has. */
export interface LevelComparison extends Pair<Level> {
  /** The changes of the block's definition, without those inside it. */
  readonly changes: readonly ValueChange[]
  /** In the order in which data flow. */
  readonly nodes: readonly NodePair[]
  /** The same connection joins the same ports of the same layers. */
  readonly edges: readonly Pair<Edge>[]
}

/** The parameters that layers of a type can have; undefined for a type that is not known. */
export type ParametersOf = (type: string) => ParameterTable | undefined

/** What two drawings have in common and where they differ: the root graph first, then each block's definition. */
export function compareDrawings(
  before: Drawing,
  after: Drawing,
  parametersOf: ParametersOf
): readonly LevelComparison[] {
  const blocks = pairBy(Object.values(before.blocks), Object.values(after.blocks), [({ id }) => id, ({ name }) => name])
  const comparing: Comparing = { before, after, parametersOf, kindOf: makeKinds(blocks) }
  const rootOf = ({ root }: Drawing): Level => ({ graph: root, block: undefined })
  const levels = [{ before: rootOf(before), after: rootOf(after) }, ...blocks.map(levelsOf)]
  return levels.map(level => compareLevel(comparing, level))
}

/** Whether nothing that makes the network was added, removed or changed. */
export function isSameDrawing(levels: readonly LevelComparison[]): boolean {
  return levels.every(
    level =>
      isInBoth(level) &&
      level.changes.length === 0 &&
      level.nodes.every(pair => isInBoth(pair) && pair.changes.length === 0) &&
      level.edges.every(isInBoth)
  )
}

export function isInBoth({ before, after }: Pair<unknown>): boolean {
  return before !== undefined && after !== undefined
}

interface Comparing {
  readonly before: Drawing
  readonly after: Drawing
  readonly parametersOf: ParametersOf
  /** Only nodes of one kind are the same layer with other settings: of one type, or instances of the same block. */
  readonly kindOf: (node: GraphNode, side: Side) => string
}

function levelsOf({ before, after }: Pair<Block>): Pair<Level> {
  const levelOf = (block: Block | undefined): Level | undefined => block && { graph: block.graph, block }
  return { before: levelOf(before), after: levelOf(after) }
}

function makeKinds(blocks: readonly Pair<Block>[]): Comparing['kindOf'] {
  const kinds = {
    before: new Map(blocks.map(({ before }, index) => [before?.id, `block ${index}`])),
    after: new Map(blocks.map(({ after }, index) => [after?.id, `block ${index}`]))
  }
  return ({ type, block }, side) => (block === undefined ? type : (kinds[side].get(block) ?? `missing ${block}`))
}

function compareLevel(comparing: Comparing, level: Pair<Level>): LevelComparison {
  const { before, after } = level
  const pairs = pairNodes(comparing, level)
  const ends = makeEnds(pairs)
  const [one, other] = [before?.block, after?.block]
  return {
    before,
    after,
    changes: one === undefined || other === undefined ? [] : blockChanges(one, other),
    nodes: pairs.map(pair => ({ ...pair, changes: changesOf(comparing, pair, ends) })),
    edges: pairBy(edgesOf(comparing, level, 'before'), edgesOf(comparing, level, 'after'), [
      ({ from, to }, side) =>
        [ends(from.node, side), from.port, ends(to.node, side), to.port].map(part => JSON.stringify(part)).join()
    ])
  }
}

/**
 * A layer that kept its id or its name is the same layer, even where its type was changed. Drawings without a common
 * history share neither: there, layers of one kind with the same settings are paired in their order.
 */
function pairNodes(comparing: Comparing, level: Pair<Level>): readonly Pair<GraphNode>[] {
  const { kindOf } = comparing
  return pairBy(orderOf(comparing, level, 'before'), orderOf(comparing, level, 'after'), [
    (node, side) => JSON.stringify([node.id, kindOf(node, side)]),
    (node, side) => JSON.stringify([node.name, kindOf(node, side)]),
    ({ id }) => id,
    ({ name }) => name,
    (node, side) => JSON.stringify([kindOf(node, side), settingsOf(node)])
  ])
}

function settingsOf({ parameters, repeat, when }: GraphNode): readonly unknown[] {
  return [Object.entries(parameters).sort(([one], [other]) => (one < other ? -1 : 1)), repeat, when]
}

function orderOf(comparing: Comparing, level: Pair<Level>, side: Side): readonly GraphNode[] {
  const graph = level[side]?.graph
  return graph === undefined ? [] : graphOf(comparing[side], graph).order
}

function edgesOf(comparing: Comparing, level: Pair<Level>, side: Side): readonly Edge[] {
  const graph = level[side]?.graph
  return graph === undefined ? [] : graphOf(comparing[side], graph).edges
}

/** Gives the nodes of a pair the same number. */
type Ends = (node: string, side: Side) => number | undefined

function makeEnds(pairs: readonly Pair<GraphNode>[]): Ends {
  const numbers = {
    before: new Map(pairs.map(({ before }, index) => [before?.id, index])),
    after: new Map(pairs.map(({ after }, index) => [after?.id, index]))
  }
  return (node, side) => numbers[side].get(node)
}

function changesOf(comparing: Comparing, { before, after }: Pair<GraphNode>, ends: Ends): readonly ValueChange[] {
  if (before === undefined || after === undefined) return []
  const isSameKind = comparing.kindOf(before, 'before') === comparing.kindOf(after, 'after')
  return [
    ...nodeChanges(sideOf(comparing, before, 'before'), sideOf(comparing, after, 'after'), isSameKind),
    ...orderChanges(comparing, { before, after }, ends)
  ]
}

function sideOf(comparing: Comparing, node: GraphNode, side: Side): NodeSide {
  const owner = node.weightsOf === undefined ? undefined : comparing[side].nodes[node.weightsOf]?.name
  if (node.type !== 'block') return { node, owner, type: node.type, table: comparing.parametersOf(node.type) }
  const block = comparing[side].blocks[node.block ?? '']
  const table = block && Object.fromEntries(block.parameters.map(({ name, parameter }) => [name, parameter]))
  return { node, owner, type: block?.label ?? node.type, table }
}

/** Changes in the order of what comes into a port that takes many, without connections that were added or removed. */
function orderChanges(
  comparing: Comparing,
  { before, after }: { readonly before: GraphNode; readonly after: GraphNode },
  ends: Ends
): readonly ValueChange[] {
  const [one, other] = [arrivals(comparing, before, 'before', ends), arrivals(comparing, after, 'after', ends)]
  return [...one].flatMap(([port, from]) => {
    const to = other.get(port) ?? []
    const common = new Set(from.map(({ key }) => key).filter(key => to.some(arrival => arrival.key === key)))
    const [then, now] = [from, to].map(arrivals => arrivals.filter(({ key }) => common.has(key)))
    if (then === undefined || now === undefined) return []
    if (then.every(({ key }, index) => key === now[index]?.key)) return []
    const namesOf = (arrivals: readonly Arrival[]): string => arrivals.map(({ name }) => name).join(', ')
    return [{ aspect: 'order', name: port, before: namesOf(then), after: namesOf(now) } as const]
  })
}

interface Arrival {
  readonly source: string
  /** What comes twice from one source is two arrivals. */
  readonly key: string
  readonly name: string
}

function arrivals(comparing: Comparing, node: GraphNode, side: Side, ends: Ends): ReadonlyMap<string, Arrival[]> {
  const drawing = comparing[side]
  const ports = new Map<string, Arrival[]>()
  for (const { from, to } of graphOf(drawing, node.graph).incoming(node.id)) {
    const earlier = ports.get(to.port) ?? []
    const source = `${ends(from.node, side)} ${from.port}`
    const repeat = earlier.filter(arrival => arrival.source === source).length
    const name = drawing.nodes[from.node]?.name ?? ''
    ports.set(to.port, [...earlier, { source, key: `${source} ${repeat}`, name }])
  }
  return ports
}
