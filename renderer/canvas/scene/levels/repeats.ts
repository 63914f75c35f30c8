import type { Document } from '../../../../core/document/records.ts'
import type { Direction } from '../../../../core/graph/direction.ts'
import type { NodeId } from '../../../../core/graph/drawing.ts'
import { blockPorts } from '../../../../core/graph/block-ports.ts'
import { linksOf } from '../../../../core/graph/expand.ts'
import { graphOf } from '../../../../core/graph/graph.ts'
import { measures } from '../../../../core/document/layout/measures.ts'
import { shapeText, type Shape } from '../../../../core/ops/tensor.ts'
import type { Network } from '../../../../core/network/network.ts'
import { positionAt } from '../../graph-position.ts'
import { canvasPoint, grow, shift, snap, unionOf, type Rectangle } from '../../points.ts'
import { makeContainer, type Inside } from '../container.ts'
import type { Offset } from '../changes/shift-scene.ts'
import { turnCurve, turnPoint, turnRectangle } from '../direction.ts'
import { boundsOfCurve } from '../edges/curve.ts'
import type { EdgeEnds, RouteAll } from '../edges/route-all.ts'
import { instanceFacts } from './instance-facts.ts'
import type { Repeat } from './instance-scope.ts'
import { nodeHeight, nodeWidth, sceneKey, type SceneEdge, type SceneKey } from '../scene.ts'

/** The repeats of a block beside each other, in points of their own. */
export interface Chain {
  readonly offsets: readonly Offset[]
  /** The ground of each repeat. */
  readonly strips: readonly Rectangle[]
  readonly inside: Inside
  /** From the outputs of each repeat to the inputs of the next. */
  readonly links: readonly SceneEdge[]
}

/** The plates of one repeat, counted from the end where negative, by the names of the ports. */
type PlatesOf = (side: 'inputs' | 'outputs', index: number) => Inside['inputs']

interface Chained {
  readonly document: Document
  readonly network: Network
  /** The route to the graph that the canvas shows, and to the block. */
  readonly shown: readonly NodeId[]
  readonly block: readonly NodeId[]
  readonly repeats: readonly Repeat[]
  readonly insides: readonly Inside[]
  readonly routeAll: RouteAll
}

/** Between two repeats there is room for an edge with its shape. */
const distance: Readonly<Record<Direction, number>> = { down: 48, right: 112 }
const margin = 12
/** The whole takes about the shape of a window: so much wider than high. */
const wantedShape = 1.3
/** So few stand in one row, however long it is. */
const fewest = 4

/** One after the other in the direction in which data flow inside; many are wrapped, like a text. */
export function chainRepeats(chained: Chained): Chain {
  const { insides } = chained
  const direction = insides[0]?.direction ?? 'down'
  const alone = insides.map(inside => makeContainer(inside, direction))
  const offsets = offsetsOf(
    alone.map(({ body }) => turnRectangle(body, direction)),
    direction
  ).map(({ x, y }) => turnPoint({ x, y }, direction))
  const zero: Offset = { x: 0, y: 0 }
  const strips = alone.map(({ body }, index) => {
    const { x, y } = offsets[index] ?? zero
    return shift(body, x, y)
  })
  const content = unionOf(strips) ?? { left: 0, top: 0, right: nodeWidth, bottom: nodeHeight }
  const plates: PlatesOf = (side, index) => {
    const { x, y } = offsets.at(index) ?? zero
    return new Map([...(insides.at(index)?.[side] ?? [])].map(([name, plate]) => [name, shift(plate, x, y)]))
  }
  return {
    offsets,
    strips,
    inside: { direction, content: grow(content, margin), inputs: plates('inputs', 0), outputs: plates('outputs', -1) },
    links: linkRepeats(chained, { strips, plates, direction })
  }
}

/** The offsets of bodies that lie as in a drawing that flows down. */
function offsetsOf(bodies: readonly Rectangle[], direction: Direction): readonly Offset[] {
  const gap = distance[direction]
  const lane = Math.max(...bodies.map(({ left, right }) => right - left)) + measures[direction].gutter
  const heights = bodies.map(({ top, bottom }) => bottom - top + gap)
  const whole = heights.reduce((sum, height) => sum + height, 0)
  const shape = direction === 'down' ? wantedShape : 1 / wantedShape
  const columns = bodies.length <= fewest ? 1 : Math.max(1, Math.round(Math.sqrt((shape * whole) / lane)))
  const perColumn = Math.ceil(bodies.length / columns)
  let y = 0
  return bodies.map(({ top }, index) => {
    if (index % perColumn === 0) y = 0
    const offset = { x: snap(Math.floor(index / perColumn) * lane), y: snap(y - top) }
    y += heights[index] ?? 0
    return offset
  })
}

/** An edge from an output of one repeat to an input of the next, in points that are turned to flow down. */
interface Link extends EdgeEnds {
  /** The inside of the first of the two. */
  readonly path: readonly NodeId[]
  readonly keys: { readonly from: SceneKey; readonly to: SceneKey }
  readonly shape: Shape | undefined
}

interface Laid extends Pick<Chain, 'strips'> {
  readonly plates: PlatesOf
  readonly direction: Direction
}

function linkRepeats(chained: Chained, { strips, plates, direction }: Laid): readonly SceneEdge[] {
  const { shown, block, repeats } = chained
  const links = repeats.slice(1).flatMap((_, index) => linksAfter(chained, index, { plates, direction }))
  const obstacles = strips.map(strip => turnRectangle(strip, direction))
  const routes = chained.routeAll(links, obstacles)
  return links.flatMap(({ id, path, keys, shape }) => {
    const route = routes.get(id)
    if (route === undefined) return []
    const curve = turnCurve(route, direction)
    return [
      {
        ...{ key: sceneKey(shown, block.slice(0, -1), id), id, path, curve },
        ...{ ...keys, fromPort: 'output', toPort: 'input' },
        bounds: boundsOfCurve(curve),
        shape: shape === undefined || shape.length === 0 ? undefined : shapeText(shape),
        isQuiet: false,
        isLink: true as const
      }
    ]
  })
}

/** The links from the repeat at a position to the one after it. */
function linksAfter(
  { document, network, shown, block, repeats }: Chained,
  index: number,
  { plates, direction }: Omit<Laid, 'strips'>
): readonly Link[] {
  const around = block.slice(0, -1)
  const [path, next] = [index, index + 1].map(at => [...around, repeats[at]?.step ?? ''])
  if (path === undefined || next === undefined) return []
  const { nodes, edges } = graphOf(document, positionAt(document, path).graph)
  const facts = instanceFacts(document, network, path)
  const endOf = (type: string, name: string): NodeId | undefined =>
    [...nodes.values()].find(node => node.type === type && node.name === name)?.id
  const names = linksOf(blockPorts(document, document.nodes[block.at(-1) ?? '']?.block ?? ''))
  return names.flatMap(({ input, output }) => {
    const [from, to] = [plates('outputs', index).get(output), plates('inputs', index + 1).get(input)]
    const [start, end] = [endOf('blockOutput', output), endOf('blockInput', input)]
    if (from === undefined || to === undefined || start === undefined || end === undefined) return []
    const [leaving, arriving] = [turnRectangle(from, direction), turnRectangle(to, direction)]
    const edge = edges.find(each => each.to.node === start)
    return [
      {
        ...{ id: `${next.at(-1) ?? ''}/${input}`, path, shape: edge && facts.shapeOf(edge) },
        keys: { from: sceneKey(shown, path, start), to: sceneKey(shown, next, end) },
        from: canvasPoint((leaving.left + leaving.right) / 2, leaving.bottom),
        to: canvasPoint((arriving.left + arriving.right) / 2, arriving.top)
      }
    ]
  })
}
