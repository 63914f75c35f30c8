import type { NoteId } from '../../../core/document/records.ts'
import type { GraphId, NodeId } from '../../../core/graph/drawing.ts'
import type { EditorModel } from '../editor-model.ts'
import { screenPoint, type CanvasPoint, type Rectangle, type ScreenPoint, type Size } from '../points.ts'
import { boundsIn, type Scene } from '../scene/scene.ts'
import {
  edgePan,
  fit,
  fitBeside,
  pan,
  reveal,
  toScreen,
  visibleRectangle,
  zoomAround,
  type Margins,
  type Viewport
} from './viewport.ts'

/** What a camera looks at. */
export interface CameraSubject {
  readonly model: EditorModel
  readonly scene: Scene
  /** While a gesture holds the drawing, it stays where it is. */
  readonly isBusy: boolean
}

/** Round the fitted drawing; beside what floats over the canvas it may be more. */
const fitMargins: Margins = { top: 24, right: 24, bottom: 64, left: 24 }
/** More of it above frames, for their titles. */
const titleRoom = 28
const startingViewport: Viewport = { x: 0, y: 0, scale: 1 }

/** What is seen of a drawing: each graph from where it was looked at last. */
export class Camera {
  private size: Size = { width: 0, height: 0 }
  private readonly viewports = new Map<GraphId, Viewport>()
  /** What was seen when the drawing was fitted last. */
  private fitted: Viewport | undefined
  /** Where cards and tools float over the canvas, in screen points. Whoever shows them says so. */
  floatingAt: () => readonly Rectangle[] = () => []

  constructor(
    private readonly subject: CameraSubject,
    private readonly onMoved: () => void
  ) {}

  get viewport(): Viewport {
    return this.viewports.get(this.graph) ?? startingViewport
  }

  get seen(): Rectangle {
    return visibleRectangle(this.viewport, this.size)
  }

  get middle(): ScreenPoint {
    return screenPoint(this.size.width / 2, this.size.height / 2)
  }

  resize(size: Size): void {
    // A list that opens below the canvas moves nothing; a window or a panel at the side does.
    const isFitted = this.isFitted && size.width !== this.size.width
    const isFirst = this.size.width === 0 && !this.viewports.has(this.graph)
    this.size = size
    // Whoever looks at the whole drawing goes on looking at the whole drawing.
    if ((isFirst || isFitted) && !this.subject.isBusy) this.fit()
    this.onMoved()
  }

  show(viewport: Viewport): void {
    this.viewports.set(this.graph, viewport)
    this.onMoved()
  }

  fit(): void {
    const { bounds, notes } = this.subject.scene
    if (bounds === undefined || this.size.width === 0) return
    const hasFrames = [...notes.values()].some(note => note.kind === 'frame')
    const margins = { ...fitMargins, top: fitMargins.top + (hasFrames ? titleRoom : 0) }
    this.fitted = fitBeside(bounds, this.size, margins, this.floatingAt())
    this.show(this.fitted)
  }

  /** A graph that has not been looked at is seen whole. */
  fitNew(): void {
    if (!this.viewports.has(this.graph)) this.fit()
  }

  /** Something opens or closes over the canvas: whoever looks at the whole drawing goes on looking at all of it. */
  keepFitted(): void {
    if (this.isFitted && !this.subject.isBusy) this.fit()
  }

  zoomToSelection(): void {
    const { nodes, notes } = this.subject.model.selection
    const bounds = this.boundsOf([...nodes, ...notes])
    if (bounds === undefined) this.fit()
    else this.show(fit(bounds, this.size, { top: 80, right: 80, bottom: 80, left: 80 }, 1.5))
  }

  /** Pans just so far that the nodes and notes are seen. */
  reveal(parts: Iterable<NodeId | NoteId>): void {
    const bounds = this.boundsOf(parts)
    if (bounds === undefined || this.size.width === 0) return
    const viewport = reveal(this.viewport, bounds, this.size, fitMargins.top)
    if (viewport !== this.viewport) this.show(viewport)
  }

  zoomBy(factor: number, at: ScreenPoint = this.middle): void {
    this.show(zoomAround(this.viewport, at, factor))
  }

  zoomTo(scale: number): void {
    this.zoomBy(scale / this.viewport.scale)
  }

  panBy(x: number, y: number): void {
    this.show(pan(this.viewport, x, y))
  }

  /** Pans when something is held at the edge of what is seen; false when it is not. */
  panAtEdge(at: ScreenPoint): boolean {
    const { x, y } = edgePan(at, this.size)
    if (x === 0 && y === 0) return false
    this.panBy(x, y)
    return true
  }

  /** Pans with a point that has moved, and beyond it only as far as it takes to see all of what it belongs to. */
  follow({ from, to }: { readonly from: CanvasPoint; readonly to: CanvasPoint }, bounds: Rectangle): void {
    const { scale } = this.viewport
    const kept = pan(this.viewport, (from.x - to.x) * scale, (from.y - to.y) * scale)
    const { left, top, right, bottom } = bounds
    const fits = (right - left) * scale < this.size.width - 96 && (bottom - top) * scale < this.size.height - 96
    this.show(fits ? reveal(kept, bounds, this.size, 48) : kept)
  }

  /** Where a point is on the screen, or the nearest place to it that is seen. */
  nearestSeen(point: CanvasPoint): ScreenPoint {
    const { x, y } = toScreen(this.viewport, point)
    const { width, height } = this.size
    return screenPoint(Math.min(Math.max(x, 0), width), Math.min(Math.max(y, 0), height))
  }

  private get graph(): GraphId {
    return this.subject.model.shown.graph
  }

  private get isFitted(): boolean {
    return this.viewport === this.fitted
  }

  private boundsOf(parts: Iterable<NodeId | NoteId>): Rectangle | undefined {
    return boundsIn(this.subject.scene, this.subject.model.path, parts)
  }
}
