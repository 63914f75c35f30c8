import type { Drawing, GraphId, NodeId } from '../graph/drawing.ts'
import { graphOf, type Graph } from '../graph/graph.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** Of a node on the canvas, in canvas points. */
const nodeWidth = 184
const columnStep = nodeWidth + 40
const rowStep = 92
const margin = 40
/** A longer drawing is wrapped into columns, like a text, so that it can still be read when all of it is seen. */
const mostRows = 12
/** Between wrapped columns: the edge from one to the next, and labels' edges, come up there. */
const gutter = 112
/** A branch that ends by itself so many rows before the trunk stands to its right, and the trunk runs on straight. */
const shortBranch = 4

/** A place for every node of every graph: data at the top, each node below what feeds it, branches side by side. */
export function layOut(drawing: Drawing): Readonly<Record<NodeId, Point>> {
  const graphs = new Set<GraphId>([drawing.root, ...Object.values(drawing.blocks).map(block => block.graph)])
  return Object.assign({}, ...[...graphs].map(id => layOutGraph(graphOf(drawing, id)))) as Record<NodeId, Point>
}

/** The same for one graph: rows by the longest path from the top, columns as near below what feeds a node as they fit. */
export function layOutGraph(graph: Graph): Readonly<Record<NodeId, Point>> {
  const ways = waysDown(graph)
  const points: Record<NodeId, Point> = {}
  let left = margin
  for (const rows of wrap(graph, rowsOf(graph))) {
    const columns = columnsOf(graph, rows, ways)
    const first = Math.min(...columns.values())
    rows.forEach((row, index) => {
      for (const id of row) {
        points[id] = { x: Math.round((columns.get(id) ?? 0) - first) + left, y: index * rowStep + margin }
      }
    })
    left += Math.round(Math.max(...columns.values()) - first) + nodeWidth + gutter
  }
  return points
}

/** Where the nodes of these rows stand from left to right. */
function columnsOf(
  graph: Graph,
  rows: readonly (readonly NodeId[])[],
  ways: ReadonlyMap<NodeId, WayDown>
): ReadonlyMap<NodeId, number> {
  const columns = new Map<NodeId, number>()
  for (const row of rows) {
    const trunk = trunkOf(row, ways)
    const wanted = row.map(id => {
      const above = graph.incoming(id).flatMap(edge => columns.get(edge.from.node) ?? [])
      const x = above.length === 0 ? 0 : above.reduce((sum, place) => sum + place, 0) / above.length
      return { id, x, isFixed: id === trunk }
    })
    // The sort is stable: branches from one node keep the order in which they are joined again.
    wanted.sort((left, right) => left.x - right.x || Number(right.isFixed) - Number(left.isFixed))
    const apart = spread(wanted)
    wanted.forEach(({ id }, index) => columns.set(id, apart[index] ?? 0))
  }
  return columns
}

/** Rows in as few columns as keep it readable, of about one height, cut where a single edge leads on. */
function wrap(graph: Graph, rows: readonly (readonly NodeId[])[]): readonly (readonly (readonly NodeId[])[])[] {
  if (rows.length <= mostRows) return [rows]
  const rowOf = new Map(rows.flatMap((row, index) => row.map(id => [id, index] as const)))
  const crossing = rows.map(() => 0)
  for (const { from, to } of graph.edges) {
    // Labels' edges swing round the network wherever it is cut.
    if (from.port === 'label') continue
    for (let row = rowOf.get(from.node) ?? 0; row < (rowOf.get(to.node) ?? 0); row += 1) {
      crossing[row] = (crossing[row] ?? 0) + 1
    }
  }
  const count = Math.ceil(rows.length / mostRows)
  const cuts = Array.from({ length: count - 1 }, (_, index) => {
    const even = Math.ceil(((index + 1) * rows.length) / count)
    const near = [0, -1, 1, -2, 2].map(distance => even + distance)
    return near.find(row => crossing[row - 1] === 1)
  })
  const found = cuts.filter((cut): cut is number => cut !== undefined)
  return [0, ...found].map((start, index) => rows.slice(start, found[index]))
}

/** What lies below a node: the rows of its longest way down, and the nodes at which ways end. */
interface WayDown {
  readonly height: number
  readonly ends: ReadonlySet<NodeId>
}

const nothing: WayDown = { height: 0, ends: new Set() }

function waysDown(graph: Graph): ReadonlyMap<NodeId, WayDown> {
  const ways = new Map<NodeId, WayDown>()
  for (const { id } of [...graph.order].reverse()) {
    const below = graph.outgoing(id).flatMap(edge => ways.get(edge.to.node) ?? [])
    const ends = new Set(below.length === 0 ? [id] : below.flatMap(way => [...way.ends]))
    ways.set(id, { height: 1 + Math.max(-1, ...below.map(way => way.height)), ends })
  }
  return ways
}

/** The node of a row that the network goes on through, beside branches that end by themselves; undefined without such. */
function trunkOf(row: readonly NodeId[], ways: ReadonlyMap<NodeId, WayDown>): NodeId | undefined {
  const wayOf = (id: NodeId): WayDown => ways.get(id) ?? nothing
  const [trunk, ...others] = [...row].sort((left, right) => wayOf(right).height - wayOf(left).height)
  if (trunk === undefined) return undefined
  const { height, ends } = wayOf(trunk)
  const isShort = (way: WayDown): boolean =>
    height - way.height >= shortBranch && [...way.ends].every(end => !ends.has(end))
  return others.some(id => isShort(wayOf(id))) ? trunk : undefined
}

function rowsOf(graph: Graph): readonly (readonly NodeId[])[] {
  const depth = new Map<NodeId, number>()
  const rows: NodeId[][] = []
  for (const { id } of graph.order) {
    // In a cycle, what comes later counts for nothing.
    const row = 1 + Math.max(-1, ...graph.incoming(id).map(edge => depth.get(edge.from.node) ?? -1))
    depth.set(id, row)
    const nodes = rows[row] ?? []
    nodes.push(id)
    rows[row] = nodes
  }
  return rows
}

interface Wanted {
  readonly x: number
  /** It stays where it wants to be; the others make room. */
  readonly isFixed: boolean
}

/** Ascending places moved apart until no two overlap; each run that had to move stays centred on where it wanted to be. */
function spread(wanted: readonly Wanted[]): readonly number[] {
  const runs: Run[] = []
  for (const each of wanted) {
    let run = runOf([each])
    for (let before = runs.at(-1); before !== undefined && overlaps(before, run); before = runs.at(-1)) {
      runs.pop()
      run = runOf([...before.places, ...run.places])
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
  return (index - (places.length - 1) / 2) * columnStep
}

function runOf(places: readonly Wanted[]): Run {
  const hasFixed = places.some(({ isFixed }) => isFixed)
  const centres = places.flatMap(({ x, isFixed }, index) => (isFixed || !hasFixed ? [x - offsetOf(places, index)] : []))
  return { places, centre: centres.reduce((sum, centre) => sum + centre, 0) / centres.length }
}

function overlaps(left: Run, right: Run): boolean {
  const reach = ((left.places.length + right.places.length) / 2) * columnStep
  return right.centre - left.centre < reach
}
