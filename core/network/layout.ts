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

/** A place for every node of every graph: data at the top, each node below what feeds it, branches side by side. */
export function layOut(drawing: Drawing): Readonly<Record<NodeId, Point>> {
  const graphs = new Set<GraphId>([drawing.root, ...Object.values(drawing.blocks).map(block => block.graph)])
  return Object.assign({}, ...[...graphs].map(id => layOutGraph(graphOf(drawing, id)))) as Record<NodeId, Point>
}

/** The same for one graph: rows by the longest path from the top, columns as near below what feeds a node as they fit. */
export function layOutGraph(graph: Graph): Readonly<Record<NodeId, Point>> {
  const columns = new Map<NodeId, number>()
  const rows = rowsOf(graph)
  for (const row of rows) {
    const wanted = row.map(id => {
      const above = graph.incoming(id).flatMap(edge => columns.get(edge.from.node) ?? [])
      return { id, x: above.length === 0 ? 0 : above.reduce((sum, x) => sum + x, 0) / above.length }
    })
    // The sort is stable: branches from one node keep the order in which they are joined again.
    wanted.sort((left, right) => left.x - right.x)
    const apart = spread(wanted.map(({ x }) => x))
    wanted.forEach(({ id }, index) => columns.set(id, apart[index] ?? 0))
  }
  const left = Math.min(...columns.values())
  return Object.fromEntries(
    rows.flatMap((row, index) =>
      row.map(
        id => [id, { x: Math.round((columns.get(id) ?? 0) - left) + margin, y: index * rowStep + margin }] as const
      )
    )
  )
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

/** Ascending places moved apart until no two overlap; each run that had to move stays centred on where it wanted to be. */
function spread(wanted: readonly number[]): readonly number[] {
  const runs: { places: number[]; centre: number }[] = []
  for (const x of wanted) {
    let run = { places: [x], centre: x }
    for (let before = runs.at(-1); before !== undefined && overlaps(before, run); before = runs.at(-1)) {
      runs.pop()
      const places = [...before.places, ...run.places]
      run = { places, centre: places.reduce((sum, place) => sum + place, 0) / places.length }
    }
    runs.push(run)
  }
  return runs.flatMap(({ places, centre }) =>
    places.map((_, index) => centre + (index - (places.length - 1) / 2) * columnStep)
  )
}

function overlaps(left: { places: number[]; centre: number }, right: { places: number[]; centre: number }): boolean {
  const reach = ((left.places.length + right.places.length) / 2) * columnStep
  return right.centre - left.centre < reach
}
