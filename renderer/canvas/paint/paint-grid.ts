import type { Size } from '../points.ts'
import type { Viewport } from '../viewport.ts'

/** Between dots at zoom 1: three steps of the grid that nodes snap to. */
const spacing = 24
/** Dots stand no closer than this on the screen. */
const leastSpacing = 12

/** The dotted ground. One dot is drawn once and repeated by the canvas itself. */
export class GridPainter {
  private tile: HTMLCanvasElement | undefined
  private tileKey = ''

  paint(context: CanvasRenderingContext2D, viewport: Viewport, size: Size, colour: string, pixelRatio: number): void {
    let step = spacing * viewport.scale
    while (step < leastSpacing) step *= 2
    const tile = this.tileFor(step, colour, pixelRatio)
    const pattern = context.createPattern(tile, 'repeat')
    if (pattern === null) return
    const scale = step / tile.width
    pattern.setTransform(new DOMMatrix([scale, 0, 0, scale, viewport.x - step / 2, viewport.y - step / 2]))
    context.fillStyle = pattern
    context.fillRect(0, 0, size.width, size.height)
  }

  private tileFor(step: number, colour: string, pixelRatio: number): HTMLCanvasElement {
    const pixels = Math.max(1, Math.round(step * pixelRatio))
    const key = `${pixels} ${colour}`
    if (this.tile !== undefined && this.tileKey === key) return this.tile
    const tile = document.createElement('canvas')
    tile.width = pixels
    tile.height = pixels
    const context = tile.getContext('2d')
    if (context !== null) {
      context.fillStyle = colour
      context.beginPath()
      context.arc(pixels / 2, pixels / 2, Math.max(1, pixelRatio), 0, 2 * Math.PI)
      context.fill()
    }
    this.tile = tile
    this.tileKey = key
    return tile
  }
}
