import type { Direction } from '../graph/direction.ts'
import type { Drawing, Edge, GraphId, NodeId } from '../graph/drawing.ts'
import { graphOf, type Graph } from '../graph/graph.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export type Places = ReadonlyMap<NodeId, Point>

export interface LayoutOptions {
  readonly direction?: Direction
  /** How the graph lies now: branches keep their order, columns their breaks, and the whole its upper left corner. */
  readonly now?: { readonly places: Places; readonly direction: Direction }
  /** Only these nodes are laid out, by the edges between them. */
  readonly only?: ReadonlySet<NodeId>
}

/** Of a node on the canvas, in canvas points. */
export const nodeWidth = 184
export const nodeHeight = 52
/** Places are multiples of it. */
const grid = 8
const margin = 40

/** The measures along the flow of data and across it. A rank holds the nodes that lie side by side across the flow. */
interface Measures {
  readonly rankStep: number
  readonly laneStep: number
  readonly size: { readonly along: number; readonly across: number }
  /** A longer drawing is wrapped, like a text, so that it can still be read when all of it is seen. */
  readonly mostRanks: number
  /** Between wrapped parts: the edge from one to the next, and labels' edges, come back there. */
  readonly gutter: number
}

/** Between two nodes of a column there is room for an edge with its shape; in a row a shape lies along the edge. */
export const measures: Readonly<Record<Direction, Measures>> = {
  down: {
    rankStep: nodeHeight + 44,
    laneStep: nodeWidth + 40,
    size: { along: nodeHeight, across: nodeWidth },
    mostRanks: 12,
    gutter: 112
  },
  right: {
    rankStep: nodeWidth + 104,
    laneStep: nodeHeight + 44,
    size: { along: nodeWidth, across: nodeHeight },
    mostRanks: 7,
    gutter: 76
  }
}

/** Where many ranks need more parts, the whole takes about the shape of a window: so much wider than high. */
const wantedShape = 1.3
/** A branch that is so many ranks shorter stands aside, and the longer one runs on straight. */
const shortBranch = 3

/** A place for every node of every graph: data first, each node after what feeds it, branches side by side. */
export function layOut(drawing: Drawing): Readonly<Record<NodeId, Point>> {
  const graphs = new Set<GraphId>([drawing.root, ...Object.values(drawing.blocks).map(block => block.graph)])
  return Object.fromEntries([...graphs].flatMap(id => [...layOutGraph(graphOf(drawing, id))]))
}

/**
 * The same for one graph: ranks by the longest path from the start, lanes as near to what feeds a node as they fit. In
 * time that grows with nodes and edges alone, and laid out again the graph stays as it is.
 */
export function layOutGraph(graph: Graph, { direction = 'down', now, only }: LayoutOptions = {}): Places {
  const flow = flowOf(graph, only)
  const lay = measures[direction]
  const order = orderOf(flow, now)
  const lengths = lengthsOf(flow)
  const placed = new Map<NodeId, { readonly along: number; readonly across: number }>()
  let across = 0
  for (const ranks of wrap(flow, direction, now?.direction === direction ? now.places : undefined)) {
    const lanes = lanesOf(flow, ranks, { order, lengths, isDrawn: now !== undefined })
    const first = Math.min(...lanes.values())
    ranks.forEach((rank, index) => {
      for (const id of rank) {
        const lane = (lanes.get(id) ?? 0) - first
        placed.set(id, { along: index * lay.rankStep, across: across + snapped(lane * lay.laneStep) })
      }
    })
    across += snapped((Math.max(...lanes.values()) - first) * lay.laneStep) + lay.size.across + lay.gutter
  }
  const corner = cornerOf(flow, now?.places)
  return new Map(
    [...placed].map(([id, place]) => {
      const [x, y] = direction === 'down' ? [place.across, place.along] : [place.along, place.across]
      return [id, { x: x + corner.x, y: y + corner.y }]
    })
  )
}

function snapped(value: number): number {
  return Math.round(value / grid) * grid
}

/** Where the upper left corner of the whole lies. */
function cornerOf({ ids }: Flow, places: Places | undefined): Point {
  const known = ids.flatMap(id => places?.get(id) ?? [])
  if (known.length === 0) return { x: margin, y: margin }
  return { x: snapped(Math.min(...known.map(({ x }) => x))), y: snapped(Math.min(...known.map(({ y }) => y))) }
}

/** The nodes to be laid out, each after what feeds it, and what leads from one to another. */
interface Flow {
  readonly ids: readonly NodeId[]
  readonly ranks: ReadonlyMap<NodeId, number>
  readonly rankCount: number
  before(node: NodeId): readonly NodeId[]
  after(node: NodeId): readonly NodeId[]
  /** A label's edge comes in, which is not followed. */
  isLabelled(node: NodeId): boolean
}

const nothing: readonly NodeId[] = []

function flowOf(graph: Graph, only: ReadonlySet<NodeId> | undefined): Flow {
  const ids = graph.order.map(({ id }) => id).filter(id => only?.has(id) !== false)
  const before = new Map<NodeId, readonly NodeId[]>()
  const after = new Map<NodeId, NodeId[]>(ids.map(id => [id, []]))
  for (const id of ids) {
    const edges = graph.incoming(id).filter(edge => after.has(edge.from.node) && !isAside(graph, edge))
    const sources = [...new Set(edges.map(edge => edge.from.node))]
    before.set(id, sources)
    for (const source of sources) after.get(source)?.push(id)
  }
  const isLabelled = (id: NodeId): boolean => graph.incoming(id).some(edge => isAside(graph, edge))
  const flow = {
    ids,
    isLabelled,
    before: (id: NodeId) => before.get(id) ?? nothing,
    after: (id: NodeId) => after.get(id) ?? nothing
  }
  const ranks = ranksOf(flow)
  return { ...flow, ranks, rankCount: 1 + Math.max(-1, ...ranks.values()) }
}

/** A label's edge would push the way through the network aside; it swings round by itself. */
function isAside(graph: Graph, { from, to }: Edge): boolean {
  return from.port === 'label' && graph.incoming(to.node).some(other => other.from.node !== from.node)
}

function ranksOf({ ids, before, after }: Pick<Flow, 'ids' | 'before' | 'after'>): ReadonlyMap<NodeId, number> {
  const ranks = new Map<NodeId, number>()
  // In a cycle, what comes later counts for nothing.
  for (const id of ids) ranks.set(id, 1 + Math.max(-1, ...before(id).map(source => ranks.get(source) ?? -1)))
  for (const id of ids) {
    // What only feeds something far along stands before it, not at the start.
    const targets = before(id).length > 0 ? [] : after(id).map(target => ranks.get(target) ?? 0)
    if (targets.length > 0) ranks.set(id, Math.max(0, Math.min(...targets) - 1))
  }
  return ranks
}

/** Of each node the number of ranks on the longest way on from it. */
function lengthsOf({ ids, after }: Flow): ReadonlyMap<NodeId, number> {
  const lengths = new Map<NodeId, number>()
  for (const id of [...ids].reverse())
    lengths.set(id, 1 + Math.max(-1, ...after(id).map(next => lengths.get(next) ?? 0)))
  return lengths
}

/** What comes first across the flow where nothing else decides: as the person has it, or as branches are joined again. */
function orderOf({ ids, isLabelled }: Flow, now: LayoutOptions['now']): ReadonlyMap<NodeId, number> {
  return new Map(
    ids.map((id, index) => {
      const place = now?.places.get(id)
      if (place !== undefined) return [id, now?.direction === 'down' ? place.x : place.y]
      // A loss last: on that side its label's edge comes down.
      return [id, isLabelled(id) ? index + ids.length : index]
    })
  )
}

interface Hints {
  readonly order: ReadonlyMap<NodeId, number>
  readonly lengths: ReadonlyMap<NodeId, number>
  /** The order is one that the drawing has. */
  readonly isDrawn: boolean
}

/** Where the nodes of these ranks stand across the flow, in lanes. */
function lanesOf(
  flow: Flow,
  ranks: readonly (readonly NodeId[])[],
  { order, lengths, isDrawn }: Hints
): ReadonlyMap<NodeId, number> {
  const lanes = new Map<NodeId, number>()
  for (const rank of ranks) {
    const trunk = trunkOf(rank, lengths)
    const wanted = rank.map(id => ({ id, lane: wantedLane(flow, id, lanes), isFixed: id === trunk }))
    wanted.sort(
      (a, b) =>
        a.lane - b.lane ||
        // Nobody has put them into an order yet: short branches stand on one side of the trunk.
        (isDrawn ? 0 : Number(b.isFixed) - Number(a.isFixed)) ||
        (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)
    )
    const apart = spread(wanted)
    wanted.forEach(({ id }, index) => lanes.set(id, apart[index] ?? 0))
  }
  return lanes
}

/** Behind what feeds it directly; an edge that comes from far back has a way of its own beside. */
function wantedLane({ before, after, ranks }: Flow, id: NodeId, lanes: ReadonlyMap<NodeId, number>): number {
  const rankOf = (node: NodeId): number => ranks.get(node) ?? 0
  const sources = before(id)
  const nearest = Math.max(...sources.map(rankOf))
  const near = sources
    .filter(source => rankOf(source) > nearest - shortBranch)
    .flatMap(source => lanes.get(source) ?? [])
  if (near.length > 0) return mean(near)
  // What comes in from the side stands beside the others that feed the same.
  const others = after(id)
    .flatMap(before)
    .flatMap(other => lanes.get(other) ?? [])
  return others.length === 0 ? 0 : Math.max(...others) + 1
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The node of a rank that the network goes on through, beside branches that end or join again soon. */
function trunkOf(rank: readonly NodeId[], lengths: ReadonlyMap<NodeId, number>): NodeId | undefined {
  const lengthOf = (id: NodeId): number => lengths.get(id) ?? 0
  const [trunk, ...others] = [...rank].sort((a, b) => lengthOf(b) - lengthOf(a))
  return others.some(id => lengthOf(trunk ?? id) - lengthOf(id) >= shortBranch) ? trunk : undefined
}

/** The ranks in parts that lie beside each other, of about one length, cut where a single edge leads on. */
function wrap(flow: Flow, direction: Direction, places: Places | undefined): readonly (readonly NodeId[][])[] {
  const ranks: NodeId[][] = Array.from({ length: flow.rankCount }, () => [])
  for (const id of flow.ids) ranks[flow.ranks.get(id) ?? 0]?.push(id)
  const count = partCount(flow, direction)
  const length = flow.rankCount / count
  const crossings = crossingsOf(flow)
  const cuts = Array.from({ length: count - 1 }, (_, index) => {
    const even = (index + 1) * length
    const free = [...crossings.keys()].filter(
      rank => crossings[rank]?.length === 1 && Math.abs(rank - even) < length / 3
    )
    const kept = free.filter(rank => isCut(crossings[rank]?.[0], direction, places))
    const [nearest] = (kept.length > 0 ? kept : free).sort((a, b) => Math.abs(a - even) - Math.abs(b - even))
    return nearest
  })
  const found = cuts.filter((cut): cut is number => cut !== undefined)
  return [0, ...found].map((start, index) => ranks.slice(start, found[index]))
}

function partCount({ ids, rankCount }: Flow, direction: Direction): number {
  const { rankStep, laneStep, gutter, mostRanks } = measures[direction]
  const most = Math.max(1, Math.ceil(rankCount / mostRanks))
  const thickness = (ids.length / Math.max(1, rankCount)) * laneStep + gutter
  // Of a window's shape when so many parts of this thickness stand beside each other.
  const shape = direction === 'down' ? wantedShape : 1 / wantedShape
  return Math.min(most, Math.max(1, Math.ceil(Math.sqrt((shape * rankCount * rankStep) / thickness))))
}

type Way = readonly [from: NodeId, to: NodeId]

/** Of each rank the edges that come into it or pass it. */
function crossingsOf({ ids, ranks, rankCount, before }: Flow): readonly (readonly Way[])[] {
  const crossings: Way[][] = Array.from({ length: rankCount }, () => [])
  for (const id of ids) {
    for (const source of before(id)) {
      for (let rank = (ranks.get(source) ?? 0) + 1; rank <= (ranks.get(id) ?? 0); rank += 1) {
        crossings[rank]?.push([source, id])
      }
    }
  }
  return crossings
}

/** Whether the drawing is cut there as it lies now: the way leads back to the start of the next part. */
function isCut(way: Way | undefined, direction: Direction, places: Places | undefined): boolean {
  const [from, to] = [places?.get(way?.[0] ?? ''), places?.get(way?.[1] ?? '')]
  if (from === undefined || to === undefined) return false
  return direction === 'down' ? to.y < from.y : to.x < from.x
}

interface Wanted {
  readonly lane: number
  /** It stays where it wants to be; the others make room. */
  readonly isFixed: boolean
}

/** Ascending lanes moved apart until no two are one; each run that had to move stays centred on where it wanted to be. */
function spread(wanted: readonly Wanted[]): readonly number[] {
  const runs: Run[] = []
  for (const each of wanted) {
    let run = runOf([each])
    for (let last = runs.at(-1); last !== undefined && overlaps(last, run); last = runs.at(-1)) {
      runs.pop()
      run = runOf([...last.places, ...run.places])
    }
    runs.push(run)
  }
  return runs.flatMap(({ places, centre }) => places.map((_, index) => centre + offsetOf(places, index)))
}

interface Run {
  readonly places: readonly Wanted[]
  readonly centre: number
}

function offsetOf(places: readonly Wanted[], index: number): number {
  return index - (places.length - 1) / 2
}

function runOf(places: readonly Wanted[]): Run {
  const hasFixed = places.some(({ isFixed }) => isFixed)
  const centres = places.flatMap(({ lane, isFixed }, index) =>
    isFixed || !hasFixed ? [lane - offsetOf(places, index)] : []
  )
  return { places, centre: mean(centres) }
}

function overlaps(left: Run, right: Run): boolean {
  return right.centre - left.centre < (left.places.length + right.places.length) / 2
}
