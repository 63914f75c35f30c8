import type { EdgeId, GraphId, NodeId } from '../../core/graph/drawing.ts'
import { arrange, type Arrangement } from './edits/arrange/arrange.ts'
import type { PaletteItem } from './edits/palette-item.ts'
import { addAfter, addItem, nodeToFollow } from './edits/add-item.ts'
import { Camera } from './camera/camera.ts'
import { toCanvas } from './camera/viewport.ts'
import { aimAt, targetOf, type CanvasMenu } from './menus/canvas-menu.ts'
import type { EditorModel } from './editor-model.ts'
import { Folds } from './folds.ts'
import { Gliding } from './gliding.ts'
import type { Cursor, Overlay, PointerInput } from './gestures/gesture.ts'
import { danglingEdge } from './gestures/join.ts'
import { placeGesture } from './gestures/place.ts'
import { cursorOf } from './gestures/resize-note.ts'
import { offerAt } from './menus/offer-menus.ts'
import { hitTest, isSameHit, type Hit } from './hit-test.ts'
import { PointerTool } from './pointer-tool.ts'
import { canvasPoint, contains, snap, type CanvasPoint, type ScreenPoint } from './points.ts'
import { LensChoice } from './lens/lens-choice.ts'
import type { Look } from './scene/changes/glide.ts'
import { RecentScenes } from './scene/changes/recent-scenes.ts'
import { documentPoint, levelOf } from './scene/levels/levels.ts'
import { boundsIn, nodeHeight, nodeWidth, type Scene, type SceneKey } from './scene/scene.ts'
import { selectNodes, selectNotes } from './selection.ts'
import { Writing } from './writing.ts'

/** What has changed since the last frame: the graph or its selection, what is seen of it, or only what floats above. */
export type Changed = 'scene' | 'viewport' | 'overlay'

const nothingUnder: Hit = { kind: 'empty' }
/** What may want to be carried farther than what is seen. A layer from the palette comes in over the edge, so it waits. */
const edgePanned: ReadonlySet<Overlay['kind']> = new Set(['moving', 'joining', 'framing', 'resizing'])

/**
 * The canvas without its picture: what is where, what the pointer and the keys do to it. Draws nothing and knows no
 * browser; a view draws it, and tests drive it as it is.
 */
export class Editor {
  private readonly listeners = new Set<(changed: Changed) => void>()
  private readonly scenes = new RecentScenes()
  /** What of the model the canvas was told of last. */
  private known: readonly unknown[] = []
  private hovered: Hit = nothingUnder
  private pointerAt: ScreenPoint | undefined
  private lastInput: PointerInput | undefined
  private openMenu: CanvasMenu | undefined
  private shownGraph: GraphId
  /** The space bar is held: every drag pans. */
  isPanning = false
  /** The edge that keys selected last, and the node, by its key, that they came from. */
  walkedEdge: { readonly edge: EdgeId; readonly node: SceneKey } | undefined
  /** What of the drawing is seen: panning, zooming, fitting. */
  readonly camera: Camera
  /** Heat map, ways through a layer, comparison: how the drawing is seen. */
  readonly lensChoice: LensChoice
  /** A new layout that the drawing is on its way to. */
  readonly gliding: Gliding
  readonly writing: Writing
  readonly folds: Folds
  private readonly tool: PointerTool

  constructor(readonly model: EditorModel) {
    this.shownGraph = model.shown.graph
    this.camera = new Camera(this, () => this.tell('viewport'))
    this.lensChoice = new LensChoice(
      model,
      () => this.scene,
      () => this.tell('scene')
    )
    this.gliding = new Gliding(
      () => this.look,
      () => this.tell('scene')
    )
    this.writing = new Writing(this, () => this.tell('overlay'))
    this.folds = new Folds(this)
    this.tool = new PointerTool(this)
  }

  get scene(): Scene {
    return this.scenes.sceneOf(this.model)
  }

  get overlay(): Overlay {
    const { openMenu: menu } = this
    // Where the menu will join what is chosen, the edge is drawn already.
    if (menu?.kind === 'offers' && menu.purpose.kind === 'port') return danglingEdge(menu.purpose.end, menu.at)
    return this.tool.overlay
  }

  /** What lies under the pointer while no gesture runs. */
  get hover(): Hit {
    return this.tool.isIdle ? this.hovered : nothingUnder
  }

  get pointer(): ScreenPoint | undefined {
    return this.pointerAt
  }

  /** What floats over the canvas because it was asked for there. */
  get menu(): CanvasMenu | undefined {
    return this.openMenu
  }

  /** Where what comes from elsewhere shall stand: where the context menu was opened, else at the pointer or in the middle. */
  get positionForNew(): CanvasPoint {
    const { viewport, middle } = this.camera
    return this.openMenu?.at ?? toCanvas(viewport, this.pointerAt ?? middle)
  }

  /** The same place in the document, for what is added to the graph that is worked on. */
  get positionInDocument(): CanvasPoint {
    return this.inDocument(this.positionForNew)
  }

  get isBusy(): boolean {
    return !this.tool.isIdle
  }

  get cursor(): Cursor {
    if (this.tool.cursor !== undefined) return this.tool.cursor
    if (this.isPanning) return 'grab'
    if (this.hovered.kind === 'port') return 'crosshair'
    if (this.hovered.kind === 'note') return cursorOf(this.hovered.grip)
    return this.hovered.kind === 'empty' || this.hovered.kind === 'inside' ? 'default' : 'pointer'
  }

  /** Calls back after each change, until the returned function is called. */
  onChanged(listener: (changed: Changed) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The document, the network, the selection or the open graph may have changed. */
  refresh(): void {
    const { document, network, shown, path, unfolded, selection } = this.model
    const { nodes, edges, notes } = selection
    const parts = [document, network, shown, path, unfolded, nodes, edges, notes]
    if (parts.every((part, at) => part === this.known[at])) return
    this.known = parts
    const { graph } = shown
    if (graph !== this.shownGraph) {
      this.shownGraph = graph
      this.tool.cancel()
      this.hovered = nothingUnder
      this.camera.fitNew()
    }
    this.tell('scene')
  }

  /** Lays the open graph out. The document changes at once; what is seen glides there. */
  arrange(arrangement: Arrangement = {}): void {
    const from = this.look
    arrange(this.model, arrangement)
    if (arrangement.only === undefined) this.camera.fit()
    else this.camera.reveal(arrangement.only)
    this.gliding.begin(from)
  }

  /** Adds what the palette offers after the selected node, joined to it, and shows it. */
  add(item: PaletteItem): NodeId | undefined {
    const { left, right, top, bottom } = this.camera.seen
    const middle = canvasPoint(snap((left + right - nodeWidth) / 2), snap((top + bottom - nodeHeight) / 2))
    const after = nodeToFollow(this.model)
    const added = after === undefined ? addItem(this.model, item, middle) : addAfter(this.model, item, after)
    if (added !== undefined) this.camera.reveal([added])
    return added
  }

  /** Begins to carry an item of the palette; the pointer's moves and its release follow. */
  beginPlacing(item: PaletteItem): void {
    this.tool.take(placeGesture(this, item, at => contains(this.camera.seen, at)))
    this.tell('overlay')
  }

  press(input: PointerInput): void {
    this.openMenu = undefined
    this.pointerAt = input.at
    this.tool.press(input)
    this.tell('overlay')
  }

  move(input: PointerInput): void {
    this.pointerAt = input.at
    this.lastInput = input
    if (!this.tool.isIdle) {
      this.tool.move(input)
      this.tell('overlay')
      return
    }
    this.hovered = this.hitAt(input.at)
    this.tell('overlay')
  }

  /** The drawing came to rest under a pointer that did not move. */
  hoverAgain(): void {
    if (this.pointerAt === undefined || !this.tool.isIdle) return
    const hit = this.hitAt(this.pointerAt)
    if (isSameHit(hit, this.hovered)) return
    this.hovered = hit
    this.tell('overlay')
  }

  /** To be called each frame while a gesture runs: pans when something is held at the edge. False when nothing is. */
  panAtEdge(): boolean {
    const { lastInput } = this
    if (lastInput === undefined || this.tool.isIdle || !edgePanned.has(this.overlay.kind)) return false
    if (!this.camera.panAtEdge(lastInput.at)) return false
    this.tool.move(lastInput)
    return true
  }

  release(input: PointerInput): void {
    this.tool.release(input)
    this.move(input)
    this.tell('overlay')
  }

  /** Opens the block under the pointer, if there is one. */
  doublePress(at: ScreenPoint): void {
    const hit = this.hitAt(at)
    if (hit.kind === 'empty' || hit.kind === 'inside') offerAt(this, toCanvas(this.camera.viewport, at))
    if (hit.kind === 'note') {
      this.model.select(selectNotes([hit.note], hit.path))
      this.writing.begin(hit.note)
    }
    if (hit.kind !== 'node' || this.scene.nodes.get(hit.key)?.isBlock !== true) return
    this.model.select(selectNodes([hit.node], hit.path))
    this.model.enter(hit.node)
  }

  /** Opens the menu of what lies at a place, which becomes the selection; without one, of what is selected. */
  openContextMenu(at?: ScreenPoint): void {
    this.cancel()
    const { model } = this
    const anchor = at ?? this.besideSelection()
    const target = at === undefined ? targetOf(model.selection) : aimAt(model, this.hitAt(at))
    this.showMenu({ kind: 'context', target, anchor, at: toCanvas(this.camera.viewport, anchor) })
  }

  showMenu(menu: CanvasMenu | undefined): void {
    this.openMenu = menu
    this.tell('overlay')
  }

  leavePointer(): void {
    this.pointerAt = undefined
    this.hovered = nothingUnder
    this.tell('overlay')
  }

  /** Ends what runs as if it had not begun; false when nothing runs. */
  cancel(): boolean {
    const wasBusy = this.tool.cancel()
    if (wasBusy) this.tell('scene')
    return wasBusy
  }

  holdSpace(isHeld: boolean): void {
    if (this.isPanning === isHeld) return
    this.isPanning = isHeld
    this.tell('overlay')
  }

  /** A place that is seen, at what is selected. */
  private besideSelection(): ScreenPoint {
    const { scene, model } = this
    const { nodes, notes, edges } = model.selection
    const bounds = boundsIn(scene, model.path, nodes) ?? boundsIn(scene, model.path, notes)
    const [edge] = [...edges].flatMap(id => scene.edges.get(id) ?? [])
    const at = bounds === undefined ? edge?.curve.middle : canvasPoint(bounds.left + 24, bounds.bottom - 8)
    return at === undefined ? this.camera.middle : this.camera.nearestSeen(at)
  }

  private get look(): Look {
    return { scene: this.scene, viewport: this.camera.viewport }
  }

  private hitAt(at: ScreenPoint): Hit {
    const { viewport } = this.camera
    return hitTest(this.scene, toCanvas(viewport, at), viewport.scale)
  }

  private inDocument(at: CanvasPoint): CanvasPoint {
    const level = levelOf(this.scene, this.model.path)
    return level === undefined ? at : documentPoint(level, at)
  }

  private tell(changed: Changed): void {
    for (const listener of this.listeners) listener(changed)
  }
}
