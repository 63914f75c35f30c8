import { instanceAt } from '../canvas/graph-position.ts'
import type { Lens } from '../canvas/lens/lens.ts'
import { contains, canvasPoint, grow, unionOf, type Rectangle } from '../canvas/points.ts'
import type { Scene, SceneEdge, SceneKey, SceneNode } from '../canvas/scene/scene.ts'
import { makeSpatialGrid } from '../canvas/spatial-grid.ts'

export const figureParts = ['all', 'selection'] as const
export type FigurePart = (typeof figureParts)[number]

/** What a figure shows, without its colors. */
export interface Figure {
  readonly scene: Scene
  readonly lens: Lens
  /** The part of the graph that it shows, in canvas points. */
  readonly area: Rectangle
}

interface FigureSource {
  readonly scene: Scene
  readonly lens: Lens
  /** By keys of the scene. */
  readonly selected: ReadonlySet<SceneKey>
}

/** Round what is drawn, in canvas points: room for stacks and wide lines, and for the eye. */
const margin = 24

/** As on the canvas, without what is there to be pressed or mended. Undefined where there is nothing to show. */
export function makeFigure(
  { scene, lens, selected }: FigureSource,
  { part, hasShapes }: { readonly part: FigurePart; readonly hasShapes: boolean }
): Figure | undefined {
  const isShown = part === 'all' ? () => true : (key: SceneKey) => isSelected(key, selected)
  const nodes = mapOf([...scene.nodes.values()].filter(({ key }) => isShown(key)).map(printed))
  const joins = [...scene.edges.values()].filter(({ from, to }) => nodes.has(from) && nodes.has(to))
  const edges = mapOf(joins.map(edge => (hasShapes ? edge : withoutShape(edge))))
  const bounds = unionOf([...nodes.values(), ...edges.values()].map(item => item.bounds))
  if (bounds === undefined) return undefined
  // Notes and frames stand round the layers that are shown.
  const notes = new Map([...scene.notes].filter(([, note]) => part === 'all' || holds(bounds, note.bounds)))
  const area = unionOf([bounds, ...[...notes.values()].map(note => note.bounds)]) ?? bounds
  return {
    lens,
    area: grow(area, margin),
    scene: {
      ...scene,
      nodes,
      edges,
      notes,
      bounds: area,
      nodeGrid: makeSpatialGrid(nodes.values(), node => node.bounds),
      edgeGrid: makeSpatialGrid(edges.values(), edge => edge.bounds)
    }
  }
}

/** A selected block that is unfolded is shown with what is inside it. */
function isSelected(key: SceneKey, selected: ReadonlySet<SceneKey>): boolean {
  const steps = key.split('/')
  return steps.some((_, depth) => selected.has(instanceAt(steps.slice(0, depth + 1)).join('/'))) || selected.has(key)
}

/** Nothing on paper can be unfolded by a press, and a problem's mark says nothing there. */
function printed(node: SceneNode): SceneNode {
  return { ...node, isBlock: false, severity: undefined }
}

function withoutShape(edge: SceneEdge): SceneEdge {
  return { ...edge, shape: undefined }
}

function mapOf<Item extends { readonly key: SceneKey }>(items: readonly Item[]): ReadonlyMap<SceneKey, Item> {
  return new Map(items.map(item => [item.key, item]))
}

function holds(outer: Rectangle, { left, top, right, bottom }: Rectangle): boolean {
  return contains(outer, canvasPoint(left, top)) && contains(outer, canvasPoint(right, bottom))
}
