import type { Direction } from '../../graph/direction.ts'
import type { NodeId } from '../../graph/drawing.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export type Positions = ReadonlyMap<NodeId, Point>

/** The size of a node on the canvas, in canvas points. */
export const nodeWidth = 184
export const nodeHeight = 52

/** The measures along the flow of data and across it. A rank holds the nodes that lie side by side across the flow. */
export interface Measures {
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
