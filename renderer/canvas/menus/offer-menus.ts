import type { NodeId } from '../../../core/graph/drawing.ts'
import type { PaletteItem } from '../edits/palette-item.ts'
import { nodeToFollow } from '../edits/add-item.ts'
import { takeOffer } from '../edits/edges/take-offer.ts'
import type { Camera } from '../camera/camera.ts'
import type { EditorModel } from '../editor-model.ts'
import type { Scene } from '../scene/scene.ts'
import type { CanvasMenu } from './canvas-menu.ts'
import type { Purpose } from './offers.ts'
import { canvasPoint, type CanvasPoint, type ScreenPoint } from '../points.ts'
import { levelAt } from '../scene/levels/levels.ts'
import { sceneKey } from '../scene/scene.ts'
import { toScreen } from '../camera/viewport.ts'

/** What the menus ask of the editor. */
interface MenuOwner {
  readonly model: EditorModel
  readonly scene: Scene
  readonly camera: Camera
  readonly menu: CanvasMenu | undefined
  /** Where something new is seen best. */
  readonly positionForNew: CanvasPoint
  showMenu(menu: CanvasMenu | undefined): void
}

/** Opens the menu of layers and blocks at a point of the graph that is worked on. */
function offer(editor: MenuOwner, purpose: Purpose, at: CanvasPoint, anchor?: ScreenPoint): void {
  const { graph, path } = editor.model
  const position = { graph, path }
  editor.showMenu({ kind: 'offers', purpose, position, at, anchor: anchor ?? toScreen(editor.camera.viewport, at) })
}

/** What could stand at an empty place. */
export function offerAt(editor: MenuOwner, at: CanvasPoint): void {
  const { graph, path } = levelAt(editor.scene, at) ?? editor.model.shown
  const anchor = toScreen(editor.camera.viewport, at)
  editor.showMenu({ kind: 'offers', purpose: { kind: 'free' }, position: { graph, path }, at, anchor })
}

/** What could follow the selected node or, without one, the end of the network. */
export function offerNext(editor: MenuOwner): void {
  const node = nodeToFollow(editor.model)
  const position = node === undefined ? undefined : below(editor, node)
  if (node === undefined || position === undefined) {
    offer(editor, { kind: 'free' }, editor.positionForNew)
    return
  }
  editor.camera.reveal([node])
  offer(editor, { kind: 'after', node }, position)
}

/** What could go in between the ends of the selected edge. */
export function offerOnEdge(editor: MenuOwner): void {
  const { model, scene } = editor
  const [edge] = model.selection.edges
  const seen = edge === undefined ? undefined : scene.edges.get(sceneKey(model.shown.path, model.path, edge))
  if (edge !== undefined && seen !== undefined) offer(editor, { kind: 'edge', edge }, seen.curve.middle)
}

/** What the selected nodes could become. It opens at the first of them where no other place is given. */
export function offerReplacement(editor: MenuOwner, anchor?: ScreenPoint): void {
  const { nodes } = editor.model.selection
  const [first] = nodes
  const position = first === undefined ? undefined : below(editor, first)
  if (position !== undefined) offer(editor, { kind: 'replace', nodes }, position, anchor)
}

/** Does what the open menu is for, with what was chosen in it. */
export function chooseOffer(editor: MenuOwner, item: PaletteItem): void {
  const { menu, model, scene } = editor
  editor.showMenu(undefined)
  if (menu?.kind !== 'offers') return
  const added = takeOffer(model, scene, menu, item)
  if (added !== undefined) editor.camera.reveal([added])
}

function below({ model, scene }: MenuOwner, node: NodeId): CanvasPoint | undefined {
  const bounds = scene.nodes.get(sceneKey(model.shown.path, model.path, node))?.bounds
  return bounds && canvasPoint(bounds.left + 24, bounds.bottom - 8)
}
