import type { Position } from '../../../core/document/records.ts'
import type { Direction } from '../../../core/graph/direction.ts'
import type { NodeId } from '../../../core/graph/drawing.ts'
import { canvasPoint, gridSize, snap, type CanvasPoint, type Rectangle } from '../points.ts'
import { turnPoint, turnRectangle } from './direction.ts'
import type { Growth } from './changes/displacement.ts'
import { portFractions } from './edges/port-positions.ts'
import { nodeHeight, nodeWidth } from './scene.ts'

export const titleHeight = 36
/** Between what is inside and the border. */
const padding = 24
const leastWidth = 264
/** An end of a block is a small plate at the border. */
const endWidth = 88
const endHeight = 24
/** Between plates. */
const endDistance = 8
/** Between the plates and what is inside: room for an edge with its shape. */
const endGap: Readonly<Record<Direction, number>> = { down: 44, right: 104 }
/** Between ports on a border that has no plates to stand at. */
const portDistance = 20

/** The plates of a block's inputs, or of its outputs. */
export type Plates = ReadonlyMap<NodeId, Rectangle>

/** The inside of a block as it is drawn, in points of its own. */
export interface Inside {
  readonly direction: Direction
  /** Round nodes, edges and plates. */
  readonly content: Rectangle
  /** By the names of the ports, in their order. */
  readonly inputs: ReadonlyMap<string, Rectangle>
  readonly outputs: ReadonlyMap<string, Rectangle>
}

/** An unfolded block: a title above what is inside it, with ports on its border. In the points of the inside. */
export interface Container {
  readonly bounds: Rectangle
  readonly body: Rectangle
  readonly inputs: ReadonlyMap<string, CanvasPoint>
  readonly outputs: ReadonlyMap<string, CanvasPoint>
}

/** Puts the ends of a block beside its content, in a row, each as near as it goes to where it stands as a node. */
export function placePlates(
  ends: readonly { readonly id: NodeId; readonly at: Position }[],
  content: Rectangle,
  { direction, side }: { readonly direction: Direction; readonly side: 'start' | 'end' }
): Plates {
  const [width, height] = direction === 'down' ? [endWidth, endHeight] : [endHeight, endWidth]
  const { top, bottom } = turnRectangle(content, direction)
  const y = side === 'start' ? top - endGap[direction] - height : bottom + endGap[direction]
  const middles = ends.map(({ id, at }) => {
    return { id, x: turnPoint(canvasPoint(at.x + nodeWidth / 2, at.y + nodeHeight / 2), direction).x }
  })
  const plates = new Map<NodeId, Rectangle>()
  let next = -Infinity
  for (const { id, x } of middles.sort((a, b) => a.x - b.x)) {
    const left = Math.max(x - width / 2, next)
    next = left + width + endDistance
    plates.set(id, turnRectangle({ left, top: y, right: left + width, bottom: y + height }, direction))
  }
  return plates
}

/** The container round an inside, in a graph of the given direction. */
export function makeContainer(inside: Inside, direction: Direction): Container {
  const body = bodyOf(inside)
  const bounds = { ...body, top: body.top - titleHeight }
  return {
    bounds,
    body,
    inputs: portsAt(inside, bounds, { direction, side: 'start' }),
    outputs: portsAt(inside, bounds, { direction, side: 'end' })
  }
}

/** Plates stand at the border; round everything else there is a space. */
function bodyOf({ direction, content, inputs, outputs }: Inside): Rectangle {
  const { left, top, right, bottom } = turnRectangle(content, direction)
  const body = turnRectangle(
    {
      left: left - padding,
      top: inputs.size === 0 ? top - padding : top,
      right: right + padding,
      bottom: outputs.size === 0 ? bottom + padding : bottom
    },
    direction
  )
  const missing = Math.max(0, leastWidth - (body.right - body.left))
  return { ...body, left: body.left - missing / 2, right: body.right + missing / 2 }
}

/** In line with the plates, where data flow inside as they do outside. */
function portsAt(
  inside: Inside,
  bounds: Rectangle,
  { direction, side }: { readonly direction: Direction; readonly side: 'start' | 'end' }
): ReadonlyMap<string, CanvasPoint> {
  const plates = side === 'start' ? inside.inputs : inside.outputs
  const { left, top, right, bottom } = turnRectangle(bounds, direction)
  const fractions = portFractions(plates.size)
  const across = (plate: Rectangle, index: number): number => {
    if (inside.direction === direction) return middleOf(turnRectangle(plate, direction))
    if (direction === 'down') return left + (right - left) * (fractions[index] ?? 0.5)
    // Beside the title: below it, rows would not run on straight.
    return left + titleHeight / 2 + index * portDistance
  }
  return new Map(
    [...plates].map(([name, plate], index) => {
      const at = canvasPoint(across(plate, index), side === 'start' ? top : bottom)
      return [name, turnPoint(at, direction)]
    })
  )
}

function middleOf({ left, right }: Rectangle): number {
  return (left + right) / 2
}

/** By how much to shift an inside, so that the block's first port is where it is while the block is folded at a place. */
export function offsetAt(container: Container, at: Position, direction: Direction): Position {
  const { bounds } = container
  const { x, y } = anchorOf(container)
  const [inputs, outputs] = [container.inputs.size, container.outputs.size]
  const fraction = portFractions(inputs === 0 ? outputs : inputs)[0] ?? 0.5
  const offset =
    direction === 'down'
      ? { x: at.x + nodeWidth * fraction - x, y: at.y - bounds.top }
      : { x: at.x - bounds.left, y: at.y + nodeHeight * fraction - y }
  // What stands on the grid inside stands on it here.
  return { x: snap(offset.x), y: snap(offset.y) }
}

/** By how much a container reaches beyond the place of the folded block. */
export function growthOf(container: Container, at: Position, direction: Direction): Growth {
  const { x, y } = offsetAt(container, at, direction)
  const { left, top, right, bottom } = container.bounds
  const beyond = (by: number): number => Math.max(0, Math.ceil(by / gridSize) * gridSize)
  return {
    at,
    left: beyond(at.x - left - x),
    right: beyond(right + x - at.x - nodeWidth),
    up: beyond(at.y - top - y),
    down: beyond(bottom + y - at.y - nodeHeight)
  }
}

function anchorOf({ inputs, outputs, bounds }: Container): CanvasPoint {
  const [first] = [...inputs.values(), ...outputs.values()]
  return first ?? canvasPoint((bounds.left + bounds.right) / 2, bounds.top + nodeHeight / 2)
}
