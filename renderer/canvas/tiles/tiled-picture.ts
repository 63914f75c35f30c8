import { grow, type Rectangle, type Size } from '../points.ts'
import { visibleRectangle, type Viewport } from '../camera/viewport.ts'
import { TileLevel, type PaintArea } from './tile-level.ts'

/** For so long a frame may paint; what is left waits for the next one. Turning it into pixels takes as long again. */
const budgetMs = 1.5
/** A level is stretched or shrunk so far before another one is painted for the scale that is reached. */
const mostStretch = 1.7
/** After so long without another scale, the picture is painted at the one that it has come to. */
const restMs = 120
/** Painted ahead round what is seen, a tile a frame, in screen points; what lies twice as far is let go. */
const ahead = 192

/**
 * A drawing of any size that pans and zooms at the same cost: bitmaps of its parts are painted a few a frame and then
 * only moved. While it is zoomed, they are stretched; once it rests, they are painted anew and sharp.
 */
export class TiledPicture {
  private readonly spare: HTMLCanvasElement[] = []
  private front: TileLevel | undefined
  /** What is seen while `front` is not yet painted. */
  private back: TileLevel | undefined
  private shownScale = 0
  private scaledAt = 0

  constructor(
    private readonly container: HTMLElement,
    private readonly paintArea: PaintArea
  ) {}

  /**
   * Shows what a viewport sees, and paints no longer than it may. True while not all of it is there and sharp: then it is
   * to be called again next frame.
   */
  show(viewport: Viewport, size: Size, now: number, mayTakeMs = budgetMs): boolean {
    const front = this.levelFor(viewport.scale, now)
    front.position(viewport)
    this.back?.position(viewport)
    const seen = visibleRectangle(viewport, size)
    const margin = ahead / viewport.scale
    const ends = performance.now() + mayTakeMs
    if (!this.paintMissing(front, seen, ends)) return true
    this.back?.dispose()
    this.back = undefined
    const [next] = front.missing(grow(seen, margin))
    if (next !== undefined) {
      if (performance.now() < ends) front.paint(next, this.paintArea)
      return true
    }
    front.trim(grow(seen, 2 * margin))
    return front.scale !== viewport.scale
  }

  /** Something looks different now, where it is said for the scale that is painted at. */
  invalidate(areasAt: (scale: number) => readonly Rectangle[] | 'all'): void {
    this.front?.invalidate(areasAt(this.front.scale))
  }

  /** The screen has another pixel ratio: no bitmap fits it. */
  clear(): void {
    this.front?.dispose()
    this.back?.dispose()
    this.front = this.back = undefined
    this.spare.length = 0
  }

  dispose(): void {
    this.clear()
  }

  private levelFor(scale: number, now: number): TileLevel {
    if (scale !== this.shownScale) this.scaledAt = now
    this.shownScale = scale
    const { front } = this
    if (front === undefined) return this.beginLevel(scale)
    const stretch = Math.max(scale / front.scale, front.scale / scale)
    const isResting = now - this.scaledAt > restMs
    return stretch === 1 || (stretch <= mostStretch && !isResting) ? front : this.beginLevel(scale)
  }

  /** One that is not complete gives way to the next; the complete one behind it stays. */
  private beginLevel(scale: number): TileLevel {
    if (this.back === undefined) this.back = this.front
    else this.front?.dispose()
    const level = new TileLevel(scale, devicePixelRatio, this.spare)
    this.container.append(level.element)
    this.front = level
    return level
  }

  /** False when the time ran out before everything was painted. */
  private paintMissing(level: TileLevel, area: Rectangle, ends: number): boolean {
    for (const position of level.missing(area)) {
      if (performance.now() >= ends) return false
      level.paint(position, this.paintArea)
    }
    return true
  }
}
