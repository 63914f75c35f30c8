import { canvasPoint, shift, type CanvasPoint } from '../../points.ts'
import type { Container } from '../container.ts'
import type { Curve } from '../edges/curve.ts'
import type { SceneEdge, SceneLevel, SceneNode, ScenePort, Strip } from '../scene.ts'
import type { SceneNote } from '../scene.ts'

/** How far to bring something that was worked out in points of its own. */
export interface Offset {
  readonly x: number
  readonly y: number
}

function shiftPoint(point: CanvasPoint, { x, y }: Offset): CanvasPoint {
  return canvasPoint(point.x + x, point.y + y)
}

export function shiftNode(node: SceneNode, offset: Offset): SceneNode {
  const { x, y } = offset
  const shiftPorts = (ports: readonly ScenePort[]): readonly ScenePort[] =>
    ports.map(port => ({ ...port, at: shiftPoint(port.at, offset) }))
  return {
    ...node,
    bounds: shift(node.bounds, x, y),
    inputs: shiftPorts(node.inputs),
    outputs: shiftPorts(node.outputs),
    ...(node.body === undefined ? {} : { body: shift(node.body, x, y) }),
    ...(node.strips === undefined ? {} : { strips: shiftStrips(node.strips, offset) })
  }
}

export function shiftStrips(strips: readonly Strip[], { x, y }: Offset): readonly Strip[] {
  return strips.map(strip => ({ ...strip, bounds: shift(strip.bounds, x, y) }))
}

export function shiftEdge(edge: SceneEdge, offset: Offset): SceneEdge {
  return { ...edge, curve: shiftCurve(edge.curve, offset), bounds: shift(edge.bounds, offset.x, offset.y) }
}

function shiftCurve({ start, segments, middle }: Curve, offset: Offset): Curve {
  return {
    start: shiftPoint(start, offset),
    segments: segments.map(({ control1, control2, end }) => ({
      control1: shiftPoint(control1, offset),
      control2: shiftPoint(control2, offset),
      end: shiftPoint(end, offset)
    })),
    middle: shiftPoint(middle, offset)
  }
}

export function shiftNote(note: SceneNote, { x, y }: Offset): SceneNote {
  return { ...note, bounds: shift(note.bounds, x, y) }
}

export function shiftLevel(level: SceneLevel, offset: Offset): SceneLevel {
  return {
    ...level,
    offset: shiftPoint(level.offset, offset),
    body: level.body && shift(level.body, offset.x, offset.y)
  }
}

export function shiftContainer({ bounds, body, inputs, outputs }: Container, offset: Offset): Container {
  const { x, y } = offset
  const shiftPorts = (ports: Container['inputs']): Container['inputs'] =>
    new Map([...ports].map(([name, at]) => [name, shiftPoint(at, offset)]))
  return {
    bounds: shift(bounds, x, y),
    body: shift(body, x, y),
    inputs: shiftPorts(inputs),
    outputs: shiftPorts(outputs)
  }
}
