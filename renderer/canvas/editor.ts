import type { NoteId } from '../../core/document/records.ts'
import type { EdgeId, GraphId, NodeId } from '../../core/graph/drawing.ts'
import { arrange, type Arrangement } from './edits/arrange/arrange.ts'
import { addAfter, addItem, nodeToFollow, type PaletteItem } from './edits/add-item.ts'
import { Camera } from './camera/camera.ts'
import { toCanvas, type Viewport } from './camera/viewport.ts'
import { setNoteText } from './edits/arrange/note-edits.ts'
import { aimAt, targetOf, type CanvasMenu } from './menus/canvas-menu.ts'
import type { EditorModel } from './editor-model.ts'
import { fold, showRepeats, unfold } from './folding.ts'
import { pathKey, type RepeatsShown } from './graph-place.ts'
import type { Cursor, Overlay, PointerInput } from './gestures/gesture.ts'
import { danglingEdge } from './gestures/join.ts'
import { placeGesture } from './gestures/place.ts'
import { cursorOf } from './gestures/resize-note.ts'
import { offerAt } from './menus/offer-menus.ts'
import { hitTest, isSameHit, type Hit } from './hit-test.ts'
import { PointerTool, type ToolContext } from './pointer-tool.ts'
import { canvasPoint, contains, snap, type CanvasPoint, type Rectangle, type ScreenPoint } from './points.ts'
import { Seeing } from './lens/seeing.ts'
import { makeRouters, makeScene, type SceneSource } from './scene/make-scene.ts'
import { glide, hasMoved, type GlidingLook, type Look } from './scene/changes/glide.ts'
import { rememberByRecord } from './scene/changes/remembered.ts'
import { documentPoint, levelOf, nodeAtPath } from './scene/levels.ts'
import { boundsIn, keysOf, nodeHeight, nodeWidth, type Scene, type SceneKey, type SceneNode } from './scene/scene.ts'
import type { SceneNote } from './scene/scene-notes.ts'
import { selectNodes, selectNotes } from './selection.ts'

/** What has changed since the last frame: the graph or its selection, what is seen of it, or only what floats above. */
export type Changed = 'scene' | 'viewport' | 'overlay'

/** As many as history knows the documents of; each holds its maps and grids, and shares what is in them. */
const recentScenes = 32
const nothingUnder: Hit = { kind: 'empty' }
/** What may want to be carried farther than what is seen. A layer from the palette comes in over the edge, so it waits. */
const edgePanned: ReadonlySet<Overlay['kind']> = new Set(['moving', 'joining', 'framing', 'resizing'])

/**
 * The canvas without its picture: what is where, what the pointer and the keys do to it. Draws nothing and knows no
 * browser; a view draws it, and tests drive it as it is.
 */
export class Editor {
  private readonly listeners = new Set<(changed: Changed) => void>()
  private readonly routers = makeRouters()
  private knownScene: Scene | undefined
  private readonly rememberedScene = rememberByRecord<Scene>(recentScenes)
  private hovered: Hit = nothingUnder
  private pointerAt: ScreenPoint | undefined
  private lastInput: PointerInput | undefined
  private isSpaceHeld = false
  private written: SceneKey | undefined
  private isWritingNew = false
  private gliding: { readonly from: Look; readonly to: Viewport; readonly beganAt: number | undefined } | undefined
  private openMenu: CanvasMenu | undefined
  private shownGraph: GraphId
  /** The edge that keys selected last, and the node, by its key, that they came from. */
  walkedEdge: { readonly edge: EdgeId; readonly node: SceneKey } | undefined
  /** What of the drawing is seen: panning, zooming, fitting. */
  readonly camera: Camera
  /** Heat map, ways through a layer, comparison: how the drawing is seen. */
  readonly seeing: Seeing
  private readonly tool: PointerTool

  constructor(readonly model: EditorModel) {
    this.shownGraph = model.shown.graph
    this.camera = new Camera(this, () => this.tell('viewport'))
    this.seeing = new Seeing(
      model,
      () => this.scene,
      () => this.tell('scene')
    )
    this.tool = new PointerTool(this.makeContext())
  }

  /** Made anew only where it was not there lately: undo and redo find it. */
  get scene(): Scene {
    const { document, network, shown, unfolded } = this.model
    const source: SceneSource = { document, network, ...shown, unfolded }
    this.knownScene = this.rememberedScene(document.nodes, partsOf(source), () =>
      makeScene(source, this.routers, this.knownScene)
    )
    return this.knownScene
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
  get placeForNew(): CanvasPoint {
    const { viewport, middle } = this.camera
    return this.openMenu?.at ?? toCanvas(viewport, this.pointerAt ?? middle)
  }

  /** The same place in the document, for what is added to the graph that is worked on. */
  get placeInDocument(): CanvasPoint {
    return this.inDocument(this.placeForNew)
  }

  get isBusy(): boolean {
    return !this.tool.isIdle
  }

  get cursor(): Cursor {
    if (this.tool.cursor !== undefined) return this.tool.cursor
    if (this.isSpaceHeld) return 'grab'
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
    const { graph } = this.model.shown
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
    this.beginGlide(from)
  }

  /** Does something to the drawing. Where nodes come to stand elsewhere by it, what is seen glides there. */
  glideOver(change: () => void): void {
    const from = this.look
    change()
    if (!hasMoved(from.scene, this.scene)) return
    this.beginGlide(from)
  }

  /** What is seen of a layout on its way there, to be asked for each frame; undefined once it is there. */
  glideAt(now: number): GlidingLook | undefined {
    // Whoever pans or zooms meanwhile is where they want to be.
    if (this.gliding?.to !== this.camera.viewport) this.endGlide()
    if (this.gliding === undefined) return undefined
    const { from, to, beganAt = now } = this.gliding
    const look = glide(from, this.look, now - beganAt)
    this.gliding = look && { from, to, beganAt }
    return look
  }

  /** The note or frame whose text is being written, in place. */
  get writing(): SceneNote | undefined {
    return this.written === undefined ? undefined : this.scene.notes.get(this.written)
  }

  /** Begins to write the text of a note of the graph that is worked on. */
  write(note: NoteId): void {
    this.camera.reveal([note])
    this.written = [...keysOf(this.scene, this.model.path, [note])][0]
    this.tell('overlay')
  }

  /** Adds a note or a frame and begins to write on it, which is one step. A note without a word is not kept. */
  writeNew(label: string, add: () => NoteId): void {
    this.model.beginGesture(label)
    this.isWritingNew = true
    this.write(add())
  }

  /** Ends it with what was typed; of a note, with the height that its text takes. */
  endWriting(typed?: { readonly text: string; readonly height?: number | undefined }): void {
    const { writing, isWritingNew } = this
    this.written = undefined
    this.isWritingNew = false
    if (writing !== undefined && typed !== undefined) setNoteText(this.model, writing.id, typed.text, typed.height)
    if (isWritingNew && writing?.kind === 'note' && (typed?.text ?? writing.text) === '') this.model.cancelGesture()
    else if (isWritingNew) this.model.commitGesture()
    this.tell('overlay')
  }

  endGlide(): void {
    this.gliding = undefined
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
    this.tool.take(placeGesture(this.makeContext(), item, at => contains(this.camera.seen, at)))
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
      this.write(hit.note)
    }
    if (hit.kind !== 'node' || this.scene.nodes.get(hit.key)?.isBlock !== true) return
    this.model.select(selectNodes([hit.node], hit.path))
    this.model.enter(hit.node)
  }

  /** Draws blocks with what is inside them. The first one stays where it is seen. */
  unfold(blocks: readonly (readonly NodeId[])[]): void {
    this.keepStill(blocks[0], () => unfold(this.model, blocks))
  }

  fold(blocks: readonly (readonly NodeId[])[]): void {
    this.keepStill(blocks[0], () => fold(this.model, blocks))
  }

  /** Draws blocks with what is inside them, so many repeats of each. */
  showRepeats(blocks: readonly (readonly NodeId[])[], repeats: RepeatsShown): void {
    this.keepStill(blocks[0], () => showRepeats(this.model, blocks, repeats))
  }

  /** Keeps a block where it is seen while the drawing makes room, and pans only as far as it takes to see all of it. */
  private keepStill(block: readonly NodeId[] | undefined, change: () => void): void {
    const found = (): SceneNode | undefined => block && nodeAtPath(this.scene, block)
    const placeOf = (node: SceneNode): CanvasPoint =>
      node.inputs[0]?.at ?? canvasPoint(node.bounds.left, node.bounds.top)
    const from = this.look
    const before = found()
    change()
    const after = found()
    if (before !== undefined && after !== undefined) {
      this.camera.follow({ from: placeOf(before), to: placeOf(after) }, after.bounds)
    }
    this.beginGlide(from)
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
    if (this.isSpaceHeld === isHeld) return
    this.isSpaceHeld = isHeld
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

  private beginGlide(from: Look): void {
    this.gliding = { from, to: this.camera.viewport, beganAt: undefined }
    this.tell('scene')
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

  private makeContext(): ToolContext {
    const scene = (): Scene => this.scene
    const viewport = (): Viewport => this.camera.viewport
    const seen = (): Rectangle => this.camera.seen
    const isPanning = (): boolean => this.isSpaceHeld
    return {
      model: this.model,
      get scene() {
        return scene()
      },
      get viewport() {
        return viewport()
      },
      get seen() {
        return seen()
      },
      get isPanning() {
        return isPanning()
      },
      setViewport: next => this.camera.show(next),
      showMenu: menu => this.showMenu(menu),
      toggleFolded: ({ node, path }) => {
        const block = [...path, node]
        if (this.model.unfolded.has(pathKey(block))) this.fold([block])
        else this.unfold([block])
      },
      toggleRepeats: ({ node, path }) => {
        const block = [...path, node]
        this.showRepeats([block], this.model.unfolded.get(pathKey(block)) === 'all' ? 'first' : 'all')
      }
    }
  }

  private tell(changed: Changed): void {
    for (const listener of this.listeners) listener(changed)
  }
}

/** All that a scene is made from, beside the nodes. The name and the recipe of a document are not on the canvas. */
function partsOf({ document, network, graph, path, unfolded }: SceneSource): readonly unknown[] {
  const { edges, blocks, positions, notes, sheets, datasets } = document
  return [network, graph, pathKey(path), unfolded, edges, blocks, positions, notes, sheets, datasets]
}
