import type { Direction } from '../../graph/direction.ts'
import type { Drawing, GraphId, NodeId } from '../../graph/drawing.ts'
import { graphOf, type Graph } from '../../graph/graph.ts'
import { flowOf, lengthsOf, type Flow } from './flow.ts'
import { lanesOf } from './lanes.ts'
import { measures, type Positions, type Point } from './measures.ts'
import { wrap } from './wrap.ts'

export type { Positions, Point }

export interface LayoutOptions {
  readonly direction?: Direction
  /** How the graph lies now: branches keep their order, columns their breaks, and the whole its upper left corner. */
  readonly now?: { readonly positions: Positions; readonly direction: Direction }
  /** Only these nodes are laid out, by the edges between them. */
  readonly only?: ReadonlySet<NodeId>
  /** The datasets of the drawing: what a data node gives. */
  readonly datasets?: Drawing['datasets']
}

/** Positions are multiples of it. */
const grid = 8
const margin = 40

/** A position for every node of every graph: data first, each node after what feeds it, branches side by side. */
export function layOut(drawing: Drawing): Readonly<Record<NodeId, Point>> {
  const graphs = new Set<GraphId>([drawing.root, ...Object.values(drawing.blocks).map(block => block.graph)])
  return Object.fromEntries(
    [...graphs].flatMap(id => [...layOutGraph(graphOf(drawing, id), { datasets: drawing.datasets })])
  )
}

/**
 * The same for one graph: ranks by the longest path from the start, lanes as near to what feeds a node as they fit. In
 * time that grows with nodes and edges alone, and laid out again the graph stays as it is.
 */
export function layOutGraph(graph: Graph, { direction = 'down', now, only, datasets }: LayoutOptions = {}): Positions {
  const flow = flowOf(graph, only, datasets)
  const lay = measures[direction]
  const order = orderOf(flow, now)
  const lengths = lengthsOf(flow)
  const placed = new Map<NodeId, { readonly along: number; readonly across: number }>()
  let across = 0
  for (const ranks of wrap(flow, direction, now?.direction === direction ? now.positions : undefined)) {
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
  const corner = cornerOf(flow, now?.positions)
  return new Map(
    [...placed].map(([id, position]) => {
      const [x, y] = direction === 'down' ? [position.across, position.along] : [position.along, position.across]
      return [id, { x: x + corner.x, y: y + corner.y }]
    })
  )
}

function snapped(value: number): number {
  return Math.round(value / grid) * grid
}

/** Where the upper left corner of the whole lies. */
function cornerOf({ ids }: Flow, positions: Positions | undefined): Point {
  const known = ids.flatMap(id => positions?.get(id) ?? [])
  if (known.length === 0) return { x: margin, y: margin }
  return { x: snapped(Math.min(...known.map(({ x }) => x))), y: snapped(Math.min(...known.map(({ y }) => y))) }
}

/** What comes first across the flow where nothing else decides: as the person has it, or as branches are joined again. */
function orderOf({ ids, isLabeled }: Flow, now: LayoutOptions['now']): ReadonlyMap<NodeId, number> {
  return new Map(
    ids.map((id, index) => {
      const position = now?.positions.get(id)
      if (position !== undefined) return [id, now?.direction === 'down' ? position.x : position.y]
      // A loss last: on that side its label's edge comes down.
      return [id, isLabeled(id) ? index + ids.length : index]
    })
  )
}
