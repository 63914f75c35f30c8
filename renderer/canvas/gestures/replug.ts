import type { Edge } from '../../../core/graph/drawing.ts'
import { judgeConnection } from '../edits/edges/connect-ports.ts'
import { disconnectEdge, replugEdge } from '../edits/edges/replug-edge.ts'
import { inPlace } from '../editor-model.ts'
import { portEnds, type PortEnd } from '../hit-test.ts'
import type { CanvasPoint } from '../points.ts'
import { levelOf } from '../scene/levels/levels.ts'
import type { Scene, SceneEdge } from '../scene/scene.ts'
import type { Gesture, Verdict } from './gesture.ts'
import type { GestureContext } from './gesture-context.ts'
import { portGesture } from './join.ts'

/** How near to its end an edge must be pressed, in screen points, and at most this share of the way between both ends. */
const reach = 48
const fraction = 0.35

/** The end of an edge that a press near it means; undefined in the middle. */
export function pressedEnd({ curve }: SceneEdge, at: CanvasPoint, scale: number): 'from' | 'to' | undefined {
  const { start } = curve
  const end = curve.segments.at(-1)?.end ?? start
  const most = Math.min(reach / scale, fraction * Math.hypot(end.x - start.x, end.y - start.y))
  const [fromStart, fromEnd] = [start, end].map(point => Math.hypot(at.x - point.x, at.y - point.y))
  if (fromEnd !== undefined && fromEnd <= most) return 'to'
  return fromStart !== undefined && fromStart <= most ? 'from' : undefined
}

/** The edge that leads into a port which takes only this one: to press the port is to take hold of the edge's end. */
export function onlyEdgeInto(scene: Scene, { key, side, port }: PortEnd): SceneEdge | undefined {
  const takesMany = scene.nodes.get(key)?.inputs.find(({ name }) => name === port)?.takesMany
  if (side === 'output' || takesMany !== false) return undefined
  return [...scene.edges.values()].find(edge => edge.to === key && edge.toPort === port)
}

/** Moves one end of an edge to another port. Let go in the void, the edge goes. */
export function replugGesture(context: GestureContext, edge: SceneEdge, moved: 'from' | 'to'): Gesture | undefined {
  const { model, scene } = context
  const record = model.document.edges[edge.id]
  const origin = stillEnd(scene, edge, moved)
  if (record === undefined || origin === undefined) return undefined
  const position = levelOf(scene, edge.path) ?? scene
  const there = inPlace(model, position)
  return portGesture(context, origin, {
    lifted: new Set([edge.key]),
    judge: (from, to) => {
      if (isSame(record, { from, to })) return { kind: 'fits' }
      const verdict: Verdict = judgeConnection({ document: model.document, graph: position.graph }, from, to)
      return verdict.kind === 'replaces' && verdict.edge === record.id ? { kind: 'fits' } : verdict
    },
    join: (from, to) => {
      if (!isSame(record, { from, to })) replugEdge(there, record, { from, to })
    },
    letGo: () => disconnectEdge(there, record)
  })
}

function isSame(a: Pick<Edge, 'from' | 'to'>, b: Pick<Edge, 'from' | 'to'>): boolean {
  const isSameEnd = (end: 'from' | 'to'): boolean => a[end].node === b[end].node && a[end].port === b[end].port
  return isSameEnd('from') && isSameEnd('to')
}

function stillEnd(scene: Scene, edge: SceneEdge, moved: 'from' | 'to'): PortEnd | undefined {
  const [key, side, port] =
    moved === 'to' ? ([edge.from, 'output', edge.fromPort] as const) : ([edge.to, 'input', edge.toPort] as const)
  const node = scene.nodes.get(key)
  return node && portEnds(node).find(end => end.side === side && end.port === port)
}
