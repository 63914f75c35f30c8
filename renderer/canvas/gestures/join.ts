import type { PortReference } from '../../../core/graph/drawing.ts'
import { message } from '../../messages/message.ts'
import { connectPorts, judgeConnection } from '../edits/edges/connect-ports.ts'
import { inPlace } from '../editor-model.ts'
import { isSamePath, isWithin } from '../graph-position.ts'
import { nearestPort, nodeAt, portEnds, type PortEnd } from '../hit-test.ts'
import type { CanvasPoint } from '../points.ts'
import { levelOf, pathInside } from '../scene/levels/levels.ts'
import type { SceneKey } from '../scene/scene.ts'
import { toScreen } from '../camera/viewport.ts'
import type { Gesture, Overlay, Verdict } from './gesture.ts'
import type { GestureContext } from './gesture-context.ts'

interface Target {
  readonly end: PortEnd
  readonly verdict: Verdict
}

/** In screen points: a port draws the edge's end to itself from a little way off. */
const reach = 22

/** What becomes of an edge that is drawn: a new one, or a known one whose end is moved. */
export interface Joining {
  readonly lifted: ReadonlySet<SceneKey>
  judge(from: PortReference, to: PortReference): Verdict
  join(from: PortReference, to: PortReference): void
  /** It was let go where no port is. */
  letGo(at: CanvasPoint): void
}

const nothing: ReadonlySet<SceneKey> = new Set()

/** Draws an edge from either of its ends. In the void a menu offers what could be joined. */
export function joinGesture(context: GestureContext, origin: PortEnd): Gesture {
  const { model, scene } = context
  const position = levelOf(scene, origin.path) ?? scene
  return portGesture(context, origin, {
    lifted: nothing,
    judge: (from, to) => judgeConnection({ document: model.document, graph: position.graph }, from, to),
    join: (from, to) => connectPorts(inPlace(model, position), from, to),
    letGo: at => offerAtEnd(context, origin, at)
  })
}

/** Leads an edge from one port to another. Ports that it may not join say why. */
export function portGesture(context: GestureContext, origin: PortEnd, joining: Joining): Gesture {
  const { scene } = context
  const judge = (from: PortReference, to: PortReference, end: PortEnd): Verdict =>
    isSamePath(end.path, origin.path)
      ? joining.judge(from, to)
      : { kind: 'refused', reason: message('canvas/acrossBlocks') }
  const targets: Target[] = []
  const verdicts = new Map<string, Verdict>()
  for (const node of scene.nodes.values()) {
    for (const end of portEnds(node)) {
      if (end.side === origin.side || node.key === origin.key) continue
      const verdict = judge(referenceFrom(origin, end), referenceTo(origin, end), end)
      targets.push({ end, verdict })
      verdicts.set(keyOf(end), verdict)
    }
  }
  let overlay: Overlay & { readonly kind: 'joining' } = {
    kind: 'joining',
    origin,
    at: origin.at,
    lifted: joining.lifted,
    targets,
    over: undefined
  }

  function targetAt(at: CanvasPoint): Target | undefined {
    const port = nearestPort(context.scene, at, reach / context.camera.viewport.scale, end => verdicts.has(keyOf(end)))
    if (port !== undefined) return withVerdict(port)
    // Anywhere on a node means its first port that fits. The block that the edge is in is the ground.
    const node = nodeAt(context.scene, at)
    const isGround = node !== undefined && isWithin(origin.path, pathInside(node, at))
    const ends = node === undefined || isGround ? [] : portEnds(node).filter(end => verdicts.has(keyOf(end)))
    const fitting = ends.find(end => verdicts.get(keyOf(end))?.kind === 'fits')
    const replacing = ends.find(end => verdicts.get(keyOf(end))?.kind === 'replaces')
    const [first] = ends
    const end = fitting ?? replacing ?? first
    return end && withVerdict(end)
  }

  function withVerdict(end: PortEnd): Target | undefined {
    const verdict = verdicts.get(keyOf(end))
    return verdict && { end, verdict }
  }

  return {
    get overlay() {
      return overlay
    },
    get cursor() {
      return overlay.over?.verdict.kind === 'refused' ? 'not-allowed' : 'crosshair'
    },
    drag(_, at) {
      overlay = { ...overlay, at, over: targetAt(at) }
    },
    drop() {
      const { over, at } = overlay
      if (over === undefined) joining.letGo(at)
      else if (over.verdict.kind !== 'refused')
        joining.join(referenceFrom(origin, over.end), referenceTo(origin, over.end))
    },
    cancel() {
      // Nothing has changed yet.
    }
  }
}

/** The menu of what could be joined there. */
function offerAtEnd(context: GestureContext, end: PortEnd, at: CanvasPoint): void {
  const { scene, camera } = context
  const { graph, path } = levelOf(scene, end.path) ?? scene
  context.showMenu({
    kind: 'offers',
    purpose: { kind: 'port', end },
    position: { graph, path },
    at,
    anchor: toScreen(camera.viewport, at)
  })
}

/** An edge that hangs in the air while the menu of what it could lead to is open. */
export function danglingEdge(origin: PortEnd, at: CanvasPoint): Overlay {
  return { kind: 'joining', origin, at, lifted: nothing, targets: [], over: undefined }
}

function keyOf({ key, side, port }: PortEnd): string {
  return `${key} ${side} ${port}`
}

function referenceFrom(a: PortEnd, b: PortEnd): PortReference {
  const { node, port } = a.side === 'output' ? a : b
  return { node, port }
}

function referenceTo(a: PortEnd, b: PortEnd): PortReference {
  const { node, port } = a.side === 'input' ? a : b
  return { node, port }
}
