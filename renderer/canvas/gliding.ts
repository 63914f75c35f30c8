import type { Viewport } from './camera/viewport.ts'
import { glide, hasMoved, type GlidingLook, type Look } from './scene/changes/glide.ts'

/** A new layout that what is seen is on its way to. The document has it at once. */
export class Gliding {
  private path: { readonly from: Look; readonly to: Viewport; readonly beganAt: number | undefined } | undefined

  constructor(
    private readonly lookNow: () => Look,
    private readonly tell: () => void
  ) {}

  /** Sets out from how the drawing looked. */
  begin(from: Look): void {
    this.path = { from, to: this.lookNow().viewport, beganAt: undefined }
    this.tell()
  }

  /** Does something to the drawing. Where nodes come to stand elsewhere by it, what is seen glides there. */
  over(change: () => void): void {
    const from = this.lookNow()
    change()
    if (hasMoved(from.scene, this.lookNow().scene)) this.begin(from)
  }

  /** What is seen at a moment, to be asked for each frame; undefined once it is there. */
  at(now: number): GlidingLook | undefined {
    if (this.path === undefined) return undefined
    const look = this.lookNow()
    const { from, to, beganAt = now } = this.path
    // Whoever pans or zooms meanwhile is where they want to be.
    const seen = to === look.viewport ? glide(from, look, now - beganAt) : undefined
    this.path = seen && { from, to, beganAt }
    return seen
  }

  end(): void {
    this.path = undefined
  }
}
