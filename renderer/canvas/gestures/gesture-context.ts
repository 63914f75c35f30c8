import type { CanvasMenu } from '../menus/canvas-menu.ts'
import type { EditorModel } from '../editor-model.ts'
import type { Scene } from '../scene/scene.ts'
import type { Viewport } from '../camera/viewport.ts'

/** What a gesture may see and do while it runs. */
export interface GestureContext {
  readonly model: EditorModel
  readonly scene: Scene
  readonly viewport: Viewport
  setViewport(viewport: Viewport): void
  showMenu(menu: CanvasMenu): void
}
