import Konva from 'konva/lib/Core.js'
import type { Changed, Editor } from './editor.ts'
import { detailAt, type Brush } from './paint/brush.ts'
import { changedAreas } from './paint/changed-areas.ts'
import { readColors, type Colors } from './paint/colors.ts'
import { paintGrid } from './paint/paint-grid.ts'
import { isOverlayEmpty, paintOverlay, type OverlayPicture } from './paint/paint-overlay.ts'
import { paintScene, type ScenePicture } from './paint/paint-scene.ts'
import { TextCache } from './paint/text-cache.ts'
import type { Rectangle } from './points.ts'
import type { GlidingLook } from './scene/changes/glide.ts'
import type { SceneKey } from './scene/scene.ts'
import { selectionIn } from './selection.ts'
import { TiledPicture } from './tiles/tiled-picture.ts'
import { toCanvas, visibleRectangle, type Viewport } from './camera/viewport.ts'

const nothingLifted: ReadonlySet<SceneKey> = new Set()

/** Between two frames of a layout that glides to its place: any longer, and it only stutters. */
const slowestGlideMs = 50

/**
 * Draws an editor: the graph in tiles that are painted once and then moved, and above it a Konva layer with what
 * follows the pointer. That layer is one shape, which paints what is seen: a shape for each node would cost more to
 * keep than to paint.
 */
export class CanvasView {
  private readonly stage: Konva.Stage
  private readonly above = new Konva.Layer({ listening: false })
  private readonly picture: TiledPicture
  private readonly texts = new TextCache()
  private readonly stopListening: () => void
  private colors: Colors
  private shown: ScenePicture
  private isAboveEmpty = true
  private isOtherTheme = false
  /** The drawing is on its way: what is under the pointer is told once it rests. */
  private isTraveling = false
  /** A layout on its way from how it was. */
  private look: GlidingLook | undefined
  private lookedAt = 0
  private frame: number | undefined

  constructor(
    private readonly editor: Editor,
    private readonly container: HTMLDivElement
  ) {
    this.colors = readColors(container)
    this.shown = this.picturedScene()
    this.stage = new Konva.Stage({ container, width: 1, height: 1, listening: false })
    this.above.add(new Konva.Shape({ listening: false, sceneFunc: context => this.paintAbove(context._context) }))
    this.stage.add(this.above)
    const tiles = document.createElement('div')
    tiles.style.cssText = 'position:absolute;inset:0;overflow:hidden'
    container.prepend(tiles)
    this.picture = new TiledPicture(tiles, (context, area, scale) => this.paintArea(context, area, scale))
    this.stopListening = editor.onChanged(changed => this.update(changed))
    this.resize()
  }

  /** The container has another size, or the screen another pixel ratio. */
  resize(): void {
    const { clientWidth, clientHeight } = this.container
    const canvas = this.above.getCanvas()
    if (canvas.getPixelRatio() !== devicePixelRatio) {
      canvas.setPixelRatio(devicePixelRatio)
      this.picture.clear()
    }
    this.stage.size({ width: clientWidth, height: clientHeight })
    this.isAboveEmpty = false
    this.editor.camera.resize({ width: clientWidth, height: clientHeight })
  }

  /** The theme has changed. Not a tile after the other: all else in the window changes at once. */
  readTheme(): void {
    this.colors = readColors(this.container)
    this.isOtherTheme = true
    this.repaint()
  }

  /** Fonts have arrived. */
  forgetTexts(): void {
    this.texts.clear()
    this.repaint()
  }

  dispose(): void {
    this.stopListening()
    if (this.frame !== undefined) cancelAnimationFrame(this.frame)
    this.picture.dispose()
    this.stage.destroy()
  }

  private repaint(): void {
    this.picture.invalidate(() => 'all')
    this.isAboveEmpty = false
    this.update('scene')
  }

  private update(changed: Changed): void {
    if (changed === 'viewport') this.isTraveling = true
    this.frame ??= requestAnimationFrame(now => this.draw(now))
  }

  private draw(now: number): void {
    this.frame = undefined
    const { editor } = this
    // Once a frame for as long as something is held at the edge.
    if (editor.overlay.kind !== 'none') editor.panAtEdge()
    const before = this.look
    this.glide(now)
    const next = this.picturedScene()
    const last = this.shown
    this.picture.invalidate(scale => changedAreas(last, next, scale))
    this.shown = next
    const isUnfinished = this.picture.show(this.snappedViewport(), this.stage.size(), now, this.mayTakeMs(before))
    this.isOtherTheme = false
    if (isUnfinished) this.update('overlay')
    else if (this.isTraveling) {
      this.isTraveling = false
      editor.hoverAgain()
    }
    if (this.look !== undefined) this.update('overlay')
    const isEmpty = this.look === undefined && isOverlayEmpty(this.pictureAbove(), editor.camera.viewport.scale)
    if (!isEmpty || !this.isAboveEmpty) this.above.draw()
    this.isAboveEmpty = isEmpty
  }

  /** How long the picture may be painted in this frame, where it is not as long as in any. `before` in the last frame. */
  private mayTakeMs(before: GlidingLook | undefined): number | undefined {
    const { isOtherTheme, look } = this
    // What covered it is gone: nothing of before may be seen behind it.
    const isUncovered = look === undefined && before !== undefined && before.lifted === undefined
    if (isOtherTheme || isUncovered) return Infinity
    // A glide begins with how it was, in a frame that has enough to do.
    return look !== undefined && before === undefined ? 0 : undefined
  }

  /** Where less motion is wanted, or frames take too long for it, a new layout is there at once. */
  private glide(now: number): void {
    const isSlow = this.look !== undefined && now - this.lookedAt > slowestGlideMs
    if (isSlow || matchMedia('(prefers-reduced-motion: reduce)').matches) this.editor.gliding.end()
    this.look = this.editor.gliding.at(now)
    this.lookedAt = now
  }

  private picturedScene(): ScenePicture {
    const { scene, overlay, model, lensChoice } = this.editor
    return {
      scene,
      selection: selectionIn(scene, model),
      lifted: this.look?.lifted ?? ('lifted' in overlay ? overlay.lifted : nothingLifted),
      lens: lensChoice.lens
    }
  }

  private pictureAbove(): OverlayPicture {
    const { scene, camera, overlay, hover, model } = this.editor
    const isPointed = overlay.kind !== 'none' || !this.isTraveling
    const pointer = this.editor.pointer && isPointed ? toCanvas(this.snappedViewport(), this.editor.pointer) : undefined
    return {
      scene,
      seen: camera.seen,
      overlay,
      hover: isPointed ? hover : { kind: 'empty' },
      pointer,
      selection: selectionIn(scene, model)
    }
  }

  /** On whole device pixels, so that lines stay sharp while panning. */
  private snappedViewport(): Viewport {
    const { x, y, scale } = this.editor.camera.viewport
    const round = (value: number): number => Math.round(value * devicePixelRatio) / devicePixelRatio
    return { x: round(x), y: round(y), scale }
  }

  private paintArea(context: CanvasRenderingContext2D, area: Rectangle, scale: number, scene = this.shown.scene): void {
    const { colors } = this
    context.fillStyle = colors.background
    context.fillRect(area.left, area.top, area.right - area.left, area.bottom - area.top)
    paintGrid(context, area, scale, colors.grid)
    paintScene(this.brushFor(context, scale), { ...this.shown, scene }, area)
  }

  private paintAbove(context: CanvasRenderingContext2D): void {
    const { look } = this
    const { x, y, scale } = look?.viewport ?? this.snappedViewport()
    context.save()
    context.translate(x, y)
    context.scale(scale, scale)
    if (look === undefined) paintOverlay(this.brushFor(context, scale), this.pictureAbove())
    else this.paintGliding(context, look)
    context.restore()
  }

  private paintGliding(context: CanvasRenderingContext2D, { scene, viewport, lifted }: GlidingLook): void {
    const area = visibleRectangle(viewport, this.stage.size())
    // Where nearly all is on its way, it covers the picture, which is painted anew behind it.
    if (lifted === undefined) this.paintArea(context, area, viewport.scale, scene)
    else paintScene(this.brushFor(context, viewport.scale), { ...this.shown, scene, lifted: nothingLifted }, area)
  }

  private brushFor(context: CanvasRenderingContext2D, scale: number): Brush {
    context.textBaseline = 'alphabetic'
    context.textAlign = 'left'
    return { context, colors: this.colors, texts: this.texts, scale, detail: detailAt(scale), lens: this.shown.lens }
  }
}
