import type { EdgeId, NodeId } from '../../core/graph/drawing.ts'
import { frameGesture } from './gestures/frame.ts'
import { noOverlay, type Cursor, type Gesture, type Overlay, type PointerInput } from './gestures/gesture.ts'
import type { GestureContext } from './gestures/gesture-context.ts'
import { joinGesture } from './gestures/join.ts'
import { moveGesture } from './gestures/move.ts'
import { panGesture } from './gestures/pan.ts'
import { onlyEdgeInto, pressedEnd, replugGesture } from './gestures/replug.ts'
import { resizeNoteGesture } from './gestures/resize-note.ts'
import type { Folds } from './folds.ts'
import { isSamePath } from './graph-position.ts'
import { hitTest, type Hit, type NodeAt, type NoteAt } from './hit-test.ts'
import type { ScreenPoint } from './points.ts'
import {
  emptySelection,
  selectEdges,
  selectNodes,
  selectNotes,
  toggleEdge,
  toggleNode,
  toggleNote
} from './selection.ts'
import { toCanvas } from './camera/viewport.ts'

/** In screen points: a hand that shakes while it clicks does not drag. */
const dragDistance = 4

type State =
  | { readonly kind: 'idle' }
  /** Down, and not yet moved: it may become a click or a drag. */
  | { readonly kind: 'pressed'; readonly input: PointerInput; readonly hit: Hit }
  | { readonly kind: 'dragging'; readonly gesture: Gesture; readonly at: ScreenPoint }

export interface ToolContext extends GestureContext {
  readonly folds: Folds
  /** The space bar is held: every drag pans. */
  readonly isPanning: boolean
}

/** Turns presses, moves and releases of the pointer into clicks and gestures. */
export class PointerTool {
  private state: State = { kind: 'idle' }

  constructor(private readonly context: ToolContext) {}

  get isIdle(): boolean {
    return this.state.kind === 'idle'
  }

  get isDragging(): boolean {
    return this.state.kind === 'dragging'
  }

  get overlay(): Overlay {
    return this.state.kind === 'dragging' ? this.state.gesture.overlay : noOverlay
  }

  get cursor(): Cursor | undefined {
    return this.state.kind === 'dragging' ? this.state.gesture.cursor : undefined
  }

  press(input: PointerInput): void {
    if (this.state.kind === 'dragging') this.cancel()
    const { scene, camera } = this.context
    const { viewport } = camera
    this.state = { kind: 'pressed', input, hit: hitTest(scene, toCanvas(viewport, input.at), viewport.scale) }
  }

  move(input: PointerInput): void {
    const { state } = this
    switch (state.kind) {
      case 'idle':
        return
      case 'pressed': {
        const from = state.input.at
        if (Math.hypot(input.at.x - from.x, input.at.y - from.y) < dragDistance) return
        const gesture = this.gestureFor(state.input, state.hit)
        if (gesture === undefined) return
        this.state = { kind: 'dragging', gesture, at: input.at }
        gesture.drag(input, toCanvas(this.context.camera.viewport, input.at))
        return
      }
      case 'dragging':
        this.state = { ...state, at: input.at }
        state.gesture.drag(input, toCanvas(this.context.camera.viewport, input.at))
    }
  }

  release(input: PointerInput): void {
    const { state } = this
    this.state = { kind: 'idle' }
    if (state.kind === 'dragging') state.gesture.drop()
    else if (state.kind === 'pressed' && state.input.button === 'main') this.click(input, state.hit)
  }

  /** Escape, or the pointer was taken away: back to before the press. */
  cancel(): boolean {
    const { state } = this
    if (state.kind === 'idle') return false
    this.state = { kind: 'idle' }
    if (state.kind === 'dragging') state.gesture.cancel()
    return true
  }

  /** A gesture that began elsewhere, such as in the palette, goes on here. */
  take(gesture: Gesture): void {
    this.cancel()
    this.state = { kind: 'dragging', gesture, at: { x: 0, y: 0 } }
  }

  private gestureFor(input: PointerInput, hit: Hit): Gesture | undefined {
    const { context } = this
    if (input.button === 'middle' || context.isPanning) return panGesture(context, input.at)
    if (input.button !== 'main') return undefined
    const from = toCanvas(context.camera.viewport, input.at)
    switch (hit.kind) {
      case 'port': {
        const edge = onlyEdgeInto(context.scene, hit.end)
        return edge === undefined ? joinGesture(context, hit.end) : replugGesture(context, edge, 'to')
      }
      case 'node':
        return moveGesture(context, hit, from, context.camera.seen)
      case 'note':
        return hit.grip === 'body'
          ? moveGesture(context, hit, from, context.camera.seen)
          : resizeNoteGesture(context, hit)
      case 'edge': {
        const edge = context.scene.edges.get(hit.key)
        const end = edge && pressedEnd(edge, from, context.camera.viewport.scale)
        if (edge !== undefined && end !== undefined) return replugGesture(context, edge, end)
        return frameGesture(context, from, input.isShift || input.isModified)
      }
      case 'fold':
      case 'repeats':
      case 'inside':
      case 'empty':
        return frameGesture(context, from, input.isShift || input.isModified)
    }
  }

  private click(input: PointerInput, hit: Hit): void {
    const { model, isPanning } = this.context
    if (isPanning) return
    const isAdding = input.isShift || input.isModified
    switch (hit.kind) {
      case 'node':
      case 'inside':
        return this.clickNode(hit, isAdding)
      case 'port':
        return this.clickNode(hit.end, isAdding)
      case 'fold':
        return this.context.folds.toggle(hit)
      case 'repeats':
        return this.context.folds.toggleRepeats(hit)
      case 'edge':
        return this.clickEdge(hit.edge, hit.path, isAdding)
      case 'note':
        return this.clickNote(hit, isAdding)
      case 'empty':
        if (!isAdding) model.select(emptySelection)
    }
  }

  private clickNode({ node, path }: NodeAt, isAdding: boolean): void {
    const { model } = this.context
    const isToggled = isAdding && isSamePath(path, model.path)
    model.select(isToggled ? toggleNode(model.selection, node) : selectNodes([node], path))
  }

  private clickNote({ note, path }: NoteAt, isAdding: boolean): void {
    const { model } = this.context
    const isToggled = isAdding && isSamePath(path, model.path)
    model.select(isToggled ? toggleNote(model.selection, note) : selectNotes([note], path))
  }

  private clickEdge(edge: EdgeId, path: readonly NodeId[], isAdding: boolean): void {
    const { model } = this.context
    const isToggled = isAdding && isSamePath(path, model.path)
    model.select(isToggled ? toggleEdge(model.selection, edge) : selectEdges([edge], path))
  }
}
