import type { NodeId } from '../../../core/graph/drawing.ts'
import type { Lens } from '../lens/lens.ts'
import { isSamePath } from '../graph-position.ts'
import { grow, overlaps, type Rectangle } from '../points.ts'
import type { Scene, SceneKey } from '../scene/scene.ts'
import type { Selection } from '../selection.ts'
import type { Brush } from './brush.ts'
import { paintContainer, paintContainerLabel } from './items/paint-container.ts'
import { paintEdge, paintPill } from './items/paint-edge.ts'
import { paintNode } from './items/paint-node.ts'
import { paintFrameTitle, paintNote } from './items/paint-note.ts'

/** All that the drawing looks like depends on, values that are replaced rather than changed: see `changedAreas`. */
export interface ScenePicture {
  readonly scene: Scene
  /** By keys of the scene. */
  readonly selection: Selection
  /** Nodes, notes and edges that a gesture draws elsewhere. */
  readonly lifted: ReadonlySet<SceneKey>
  readonly lens: Lens
}

/** How far shapes on edges, stacks, badges and titles reach over the bounds of what they are on, in canvas points. */
export function overhangAt(scale: number): number {
  return Math.max(64, 32 / scale)
}

/** The same of nodes and edges alone, far out: there edges have no shapes, and badges keep their size on the screen. */
export function badgeOverhangAt(scale: number): number {
  return Math.max(16, 12 / scale)
}

/** Notes and unfolded blocks first, then edges, their shapes, and nodes: whatever is seen of them in an area. */
export function paintScene(brush: Brush, { scene, selection, lifted }: ScenePicture, area: Rectangle): void {
  const reach = grow(area, overhangAt(brush.scale))
  const edges = scene.edgeGrid
    .within(reach)
    .filter(({ key, from, to }) => ![key, from, to].some(each => lifted.has(each)))
  const nodes = scene.nodeGrid.within(reach).filter(({ key }) => !lifted.has(key))
  const paintNotesOf = (path: readonly NodeId[]): void => {
    for (const note of scene.notes.values()) {
      if (lifted.has(note.key) || !isSamePath(note.path, path) || !overlaps(note.bounds, reach)) continue
      paintNote(brush, note, { isSelected: selection.notes.has(note.key), isHovered: false })
    }
  }
  paintNotesOf(scene.path)
  for (const node of nodes) {
    if (node.form !== 'container') continue
    paintContainer(brush, node, { isSelected: selection.nodes.has(node.key), isHovered: false })
    for (const { step } of node.strips ?? [{ step: node.id }]) paintNotesOf([...node.path, step])
  }
  const isSelected = { back: false, front: true }
  for (const position of ['back', 'front'] as const) {
    for (const edge of edges) {
      const state = { isSelected: isSelected[position], isHovered: false }
      if (selection.edges.has(edge.key) === state.isSelected) paintEdge(brush, edge, state)
    }
  }
  for (const edge of edges) paintPill(brush, edge, { isSelected: selection.edges.has(edge.key), isHovered: false })
  for (const node of nodes) {
    if (node.form !== 'container')
      paintNode(brush, node, { isSelected: selection.nodes.has(node.key), isHovered: false })
  }
  for (const node of nodes) if (node.form === 'container') paintContainerLabel(brush, node)
  for (const note of scene.notes.values()) {
    if (!lifted.has(note.key) && overlaps(note.bounds, reach)) paintFrameTitle(brush, note)
  }
}
