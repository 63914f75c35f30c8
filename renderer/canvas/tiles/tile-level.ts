import { overlaps, type Rectangle } from '../points.ts'
import type { Viewport } from '../camera/viewport.ts'
import { joinAreas } from './join-areas.ts'

/** Paints what lies in a part of the graph. The context takes canvas points. */
export type PaintArea = (context: CanvasRenderingContext2D, area: Rectangle, scale: number) => void

/** Where a tile lies among the others of its level. */
export interface TilePosition {
  readonly column: number
  readonly row: number
}

interface Tile extends TilePosition {
  readonly canvas: HTMLCanvasElement
  /** Where what it shows is no longer so. */
  stale: readonly Rectangle[]
}

/** A tile's side in CSS pixels, nearly: small enough that a few of them are painted within a frame. */
const wantedSide = 384

/** A drawing at one scale, cut into square bitmaps, each painted when it is first seen. Moved and stretched by the browser. */
export class TileLevel {
  readonly element = document.createElement('div')
  private readonly tiles = new Map<string, Tile>()
  /** A whole number of device pixels, so that a tile is as sharp as the screen. */
  private readonly pixels: number
  private readonly side: number

  constructor(
    readonly scale: number,
    private readonly pixelRatio: number,
    private readonly spare: HTMLCanvasElement[]
  ) {
    this.pixels = Math.round(wantedSide * pixelRatio)
    this.side = this.pixels / pixelRatio
    Object.assign(this.element.style, { position: 'absolute', left: '0', top: '0', transformOrigin: '0 0' })
    this.element.style.willChange = 'transform'
  }

  /** Brings it to where a viewport sees it. */
  position({ x, y, scale }: Viewport): void {
    this.element.style.transform = `translate(${x}px, ${y}px) scale(${scale / this.scale})`
  }

  /** The tiles of an area that are not painted or stale, from its middle outwards. */
  missing(area: Rectangle): readonly TilePosition[] {
    const { first, last } = this.span(area)
    const middle = { column: (first.column + last.column) / 2, row: (first.row + last.row) / 2 }
    const positions: TilePosition[] = []
    for (let row = first.row; row <= last.row; row += 1) {
      for (let column = first.column; column <= last.column; column += 1) {
        if (this.tiles.get(keyOf({ column, row }))?.stale.length !== 0) positions.push({ column, row })
      }
    }
    const distance = ({ column, row }: TilePosition): number => Math.hypot(column - middle.column, row - middle.row)
    return positions.sort((a, b) => distance(a) - distance(b))
  }

  /** All of a new tile; of one that is there, no more than has changed. */
  paint(position: TilePosition, paintArea: PaintArea): void {
    const tile = this.take(position)
    const context = tile.canvas.getContext('2d', { alpha: false })
    if (context === null) return
    for (const area of tile.stale) this.paintPart(context, position, { area, paintArea })
    tile.stale = []
  }

  /** What is drawn there is to be painted anew. */
  invalidate(areas: readonly Rectangle[] | 'all'): void {
    for (const tile of this.tiles.values()) {
      const whole = this.areaOf(tile)
      const changed = areas === 'all' ? [whole] : areas.filter(area => overlaps(area, whole))
      if (changed.length > 0) tile.stale = joinAreas([...tile.stale, ...changed])
    }
  }

  /** Lets go of the tiles that lie outside. */
  trim(area: Rectangle): void {
    for (const [key, tile] of this.tiles) {
      if (!overlaps(this.areaOf(tile), area)) this.release(key, tile)
    }
  }

  dispose(): void {
    for (const [key, tile] of this.tiles) this.release(key, tile)
    this.element.remove()
  }

  private paintPart(
    context: CanvasRenderingContext2D,
    { column, row }: TilePosition,
    { area, paintArea }: { readonly area: Rectangle; readonly paintArea: PaintArea }
  ): void {
    const zoom = this.pixelRatio * this.scale
    const [x, y] = [column * this.pixels, row * this.pixels]
    // Whole pixels, so that what is painted there is what painting all of the tile would give.
    const low = (at: number, start: number): number => Math.max(0, Math.floor(at * zoom - start))
    const high = (at: number, start: number): number => Math.min(this.pixels, Math.ceil(at * zoom - start))
    const [left, top, right, bottom] = [low(area.left, x), low(area.top, y), high(area.right, x), high(area.bottom, y)]
    context.save()
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.beginPath()
    context.rect(left, top, right - left, bottom - top)
    context.clip()
    context.setTransform(zoom, 0, 0, zoom, -x, -y)
    const part = {
      left: (left + x) / zoom,
      top: (top + y) / zoom,
      right: (right + x) / zoom,
      bottom: (bottom + y) / zoom
    }
    paintArea(context, part, this.scale)
    context.restore()
  }

  private take(position: TilePosition): Tile {
    const key = keyOf(position)
    const known = this.tiles.get(key)
    if (known !== undefined) return known
    const canvas = this.spare.pop() ?? document.createElement('canvas')
    if (canvas.width !== this.pixels) canvas.width = canvas.height = this.pixels
    const [left, top] = [position.column * this.side, position.row * this.side]
    canvas.style.cssText = `position:absolute;left:${left}px;top:${top}px;width:${this.side}px;height:${this.side}px`
    const tile = { ...position, canvas, stale: [this.areaOf(position)] }
    this.tiles.set(key, tile)
    this.element.append(canvas)
    return tile
  }

  private release(key: string, { canvas }: Tile): void {
    this.tiles.delete(key)
    canvas.remove()
    this.spare.push(canvas)
  }

  private areaOf({ column, row }: TilePosition): Rectangle {
    const step = this.side / this.scale
    return { left: column * step, top: row * step, right: (column + 1) * step, bottom: (row + 1) * step }
  }

  private span({ left, top, right, bottom }: Rectangle): { readonly first: TilePosition; readonly last: TilePosition } {
    const at = (x: number, y: number): TilePosition => ({
      column: Math.floor((x * this.scale) / this.side),
      row: Math.floor((y * this.scale) / this.side)
    })
    return { first: at(left, top), last: at(right, bottom) }
  }
}

function keyOf({ column, row }: TilePosition): string {
  return `${column} ${row}`
}
