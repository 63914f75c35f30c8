import type { Camera } from '../camera/camera.ts'
import type { CanvasMenu } from '../menus/canvas-menu.ts'
import type { EditorModel } from '../editor-model.ts'
import type { Scene } from '../scene/scene.ts'

/** What a gesture may see and do while it runs. */
export interface GestureContext {
  readonly model: EditorModel
  readonly scene: Scene
  readonly camera: Camera
  showMenu(menu: CanvasMenu): void
}
