import Konva from 'konva/lib/Core.js'
import type { NodeId } from '../../core/graph/drawing.ts'
import type { Changed, Editor } from './editor.ts'
import { detailAt, type Brush } from './paint/brush.ts'
import { readColours, type Colours } from './paint/colours.ts'
import { GridPainter } from './paint/paint-grid.ts'
import { paintOverlay } from './paint/paint-overlay.ts'
import { paintScene } from './paint/paint-scene.ts'
import { TextCache } from './paint/text-cache.ts'
import type { Viewport } from './viewport.ts'
import { toCanvas } from './viewport.ts'

const nothingLifted: ReadonlySet<NodeId> = new Set()

/**
 * Draws an editor with Konva, on two layers: the graph, and what floats above it. Each layer is one shape that paints
 * what is seen: a shape for each node would cost more to keep than to paint.
 */
export class CanvasView {
  private readonly stage: Konva.Stage
  private readonly graph = new Konva.Layer({ listening: false })
  private readonly above = new Konva.Layer({ listening: false })
  private readonly texts = new TextCache()
  private readonly grid = new GridPainter()
  private readonly stopListening: () => void
  private colours: Colours
  private lifted = nothingLifted
  private edgeFrame: number | undefined

  constructor(
    private readonly editor: Editor,
    private readonly container: HTMLDivElement
  ) {
    this.colours = readColours(container)
    this.stage = new Konva.Stage({ container, width: 1, height: 1, listening: false })
    this.graph.add(new Konva.Shape({ listening: false, sceneFunc: context => this.paintGraph(context._context) }))
    this.above.add(new Konva.Shape({ listening: false, sceneFunc: context => this.paintAbove(context._context) }))
    this.stage.add(this.graph, this.above)
    this.stopListening = editor.onChanged(changed => this.update(changed))
    this.resize()
  }

  /** The container has another size, or the screen another pixel ratio. */
  resize(): void {
    const { clientWidth, clientHeight } = this.container
    for (const layer of [this.graph, this.above]) {
      const canvas = layer.getCanvas()
      if (canvas.getPixelRatio() !== devicePixelRatio) canvas.setPixelRatio(devicePixelRatio)
    }
    this.stage.size({ width: clientWidth, height: clientHeight })
    this.editor.resize({ width: clientWidth, height: clientHeight })
  }

  /** The theme has changed. */
  readTheme(): void {
    this.colours = readColours(this.container)
    this.update('scene')
  }

  /** Fonts have arrived. */
  forgetTexts(): void {
    this.texts.clear()
    this.update('scene')
  }

  dispose(): void {
    this.stopListening()
    if (this.edgeFrame !== undefined) cancelAnimationFrame(this.edgeFrame)
    this.stage.destroy()
  }

  private update(changed: Changed): void {
    const { overlay } = this.editor
    const lifted = overlay.kind === 'moving' ? overlay.nodes : nothingLifted
    if (changed !== 'overlay' || lifted !== this.lifted) this.graph.batchDraw()
    this.lifted = lifted
    this.above.batchDraw()
    if (overlay.kind !== 'none') this.edgeFrame ??= requestAnimationFrame(() => this.followEdge())
  }

  /** Once a frame for as long as something is held at the edge; the gesture's next move begins it anew. */
  private followEdge(): void {
    this.edgeFrame = undefined
    this.editor.panAtEdge()
  }

  /** On whole device pixels, so that lines stay sharp while panning. */
  private snappedViewport(): Viewport {
    const { x, y, scale } = this.editor.viewport
    const round = (value: number): number => Math.round(value * devicePixelRatio) / devicePixelRatio
    return { x: round(x), y: round(y), scale }
  }

  private paintGraph(context: CanvasRenderingContext2D): void {
    const { editor, colours, lifted } = this
    const viewport = this.snappedViewport()
    this.grid.paint(context, viewport, this.stage.size(), colours.grid, devicePixelRatio)
    this.withBrush(context, viewport, brush => {
      const { scene, seen } = editor
      paintScene(brush, { scene, seen, selection: editor.model.selection, lifted })
    })
  }

  private paintAbove(context: CanvasRenderingContext2D): void {
    const { editor } = this
    const viewport = this.snappedViewport()
    this.withBrush(context, viewport, brush => {
      const { scene, seen, overlay, hover } = editor
      const pointer = editor.pointer && toCanvas(viewport, editor.pointer)
      paintOverlay(brush, { scene, seen, overlay, hover, pointer, selection: editor.model.selection })
    })
  }

  private withBrush(context: CanvasRenderingContext2D, { x, y, scale }: Viewport, paint: (brush: Brush) => void): void {
    context.save()
    context.translate(x, y)
    context.scale(scale, scale)
    context.textBaseline = 'alphabetic'
    context.textAlign = 'left'
    paint({ context, colours: this.colours, texts: this.texts, scale, detail: detailAt(scale) })
    context.restore()
  }
}
