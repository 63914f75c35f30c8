import type { Editor } from '../editor.ts'
import { levelOf } from '../scene/levels/levels.ts'
import { sceneKey, type Scene, type SceneEdge, type SceneNode } from '../scene/scene.ts'
import { selectEdges } from '../selection.ts'
import { activeNode, type Direction } from './walk.ts'

/** The one selected edge, where nothing else is selected. */
export function onlyEdge({ model, scene }: Editor): SceneEdge | undefined {
  const { nodes, edges, notes } = model.selection
  const [edge, ...others] = edges
  if (edge === undefined || nodes.size + notes.size + others.length > 0) return undefined
  return scene.edges.get(sceneKey(model.shown.path, model.path, edge))
}

/** The edges that lead on from a node, and then those that lead to it. */
export function edgesAt({ edges }: Scene, { key }: SceneNode): readonly SceneEdge[] {
  const drawn = [...edges.values()].filter(({ isLink }) => isLink !== true)
  return [...drawn.filter(({ from }) => from === key), ...drawn.filter(({ to }) => to === key)]
}

/** Where keys are while an edge is selected: the node whose edges they walk. It stays when the edge is cut. */
export function nodeOfEdge(editor: Editor): SceneNode | undefined {
  const { scene, walkedEdge, model } = editor
  const edge = onlyEdge(editor)
  const known = walkedEdge && scene.nodes.get(walkedEdge.node)
  const isCut = walkedEdge !== undefined && model.document.edges[walkedEdge.edge] === undefined
  if (edge === undefined) return isCut && model.selection.edges.size === 0 ? known : undefined
  return edge.id === walkedEdge?.edge ? known : scene.nodes.get(edge.from)
}

/** The end of the selected edge that an arrow leads to: as data flow, or against it. */
export function endOfEdge(editor: Editor, direction: Direction): SceneNode | undefined {
  const { scene } = editor
  const edge = onlyEdge(editor)
  if (edge === undefined) return undefined
  const isDown = (levelOf(scene, edge.path) ?? scene).direction === 'down'
  const [before, after]: readonly Direction[] = isDown ? ['up', 'down'] : ['left', 'right']
  return scene.nodes.get(direction === after ? edge.to : direction === before ? edge.from : '')
}

/** The edge that a key selects next: the first of the active node, or another one of the node whose edges are walked. */
export function nextEdge(
  editor: Editor,
  by: 1 | -1
):
  | { readonly edge: SceneEdge; readonly node: SceneNode; readonly position: number; readonly count: number }
  | undefined {
  const node = activeNode(editor) ?? nodeOfEdge(editor)
  if (node === undefined) return undefined
  const edges = edgesAt(editor.scene, node)
  const current = onlyEdge(editor)
  const at = edges.findIndex(({ key }) => key === current?.key)
  const next = at === -1 ? (by === 1 ? 0 : edges.length - 1) : (at + by + edges.length) % edges.length
  const edge = edges[next]
  return edge && { edge, node, position: next + 1, count: edges.length }
}

/** Selects an edge and shows it with both its ends; `node` is the one that keys came from. */
export function walkToEdge(editor: Editor, edge: SceneEdge, node: SceneNode): void {
  const { scene, model } = editor
  model.select(selectEdges([edge.id], edge.path))
  editor.walkedEdge = { edge: edge.id, node: node.key }
  editor.camera.reveal([edge.from, edge.to].flatMap(key => scene.nodes.get(key)?.id ?? []))
}
