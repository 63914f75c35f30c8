import type { NodeId } from '../../core/graph/drawing.ts'
import type { Camera } from './camera/camera.ts'
import type { EditorModel } from './editor-model.ts'
import { fold, showRepeats, unfold } from './folding.ts'
import type { Gliding } from './gliding.ts'
import { pathKey, type RepeatsShown } from './graph-position.ts'
import type { NodeAt } from './hit-test.ts'
import { canvasPoint, type CanvasPoint } from './points.ts'
import { nodeAtPath } from './scene/levels/levels.ts'
import type { Scene, SceneNode } from './scene/scene.ts'

type Path = readonly NodeId[]

/** Where blocks are folded. */
export interface FoldingSurface {
  readonly model: EditorModel
  readonly scene: Scene
  readonly camera: Camera
  readonly gliding: Gliding
}

/** Draws blocks with or without what is inside them. The first one stays where it is seen. */
export class Folds {
  constructor(private readonly surface: FoldingSurface) {}

  unfold(blocks: readonly Path[]): void {
    this.keepStill(blocks[0], () => unfold(this.surface.model, blocks))
  }

  fold(blocks: readonly Path[]): void {
    this.keepStill(blocks[0], () => fold(this.surface.model, blocks))
  }

  /** Unfolds blocks, with so many repeats of each. */
  showRepeats(blocks: readonly Path[], repeats: RepeatsShown): void {
    this.keepStill(blocks[0], () => showRepeats(this.surface.model, blocks, repeats))
  }

  toggle({ node, path }: NodeAt): void {
    const block = [...path, node]
    if (this.surface.model.unfolded.has(pathKey(block))) this.fold([block])
    else this.unfold([block])
  }

  /** All repeats of an unfolded block, or the first one only again. */
  toggleRepeats({ node, path }: NodeAt): void {
    const block = [...path, node]
    this.showRepeats([block], this.surface.model.unfolded.get(pathKey(block)) === 'all' ? 'first' : 'all')
  }

  /** Keeps a block where it is seen while the drawing makes room, and pans only as far as it takes to see all of it. */
  private keepStill(block: Path | undefined, change: () => void): void {
    const { surface } = this
    const { camera, gliding } = surface
    const found = (): SceneNode | undefined => block && nodeAtPath(surface.scene, block)
    const positionOf = (node: SceneNode): CanvasPoint =>
      node.inputs[0]?.at ?? canvasPoint(node.bounds.left, node.bounds.top)
    const from = { scene: surface.scene, viewport: camera.viewport }
    const before = found()
    change()
    const after = found()
    if (before !== undefined && after !== undefined) {
      camera.follow({ from: positionOf(before), to: positionOf(after) }, after.bounds)
    }
    gliding.begin(from)
  }
}
