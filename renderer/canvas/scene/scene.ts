import type { Note, Position } from '../../../core/document/records.ts'
import type { Direction } from '../../../core/graph/direction.ts'
import type { EdgeId, NodeId } from '../../../core/graph/drawing.ts'
import type { Family } from '../../../core/layers/define-layer.ts'
import type { Severity } from '../../../core/problem.ts'
import type { GraphPosition } from '../graph-position.ts'
import { unionOf, type CanvasPoint, type Rectangle } from '../points.ts'
import type { SpatialGrid } from '../spatial-grid.ts'
import type { Curve } from './edges/curve.ts'
import type { Displacement, Growth } from './changes/displacement.ts'
import type { Repeat } from './levels/instance-scope.ts'

/** What a node's color stands for: its layer's family, or that it is a block or one of a block's ends. */
export type NodeFamily = Family | 'block' | 'blockEnd'

export interface ScenePort {
  readonly name: string
  readonly label: string
  /** On the edge of the node, in canvas points. */
  readonly at: CanvasPoint
  readonly takesMany: boolean
}

/**
 * One appearance of a node or an edge. In the shown graph it is its id; inside an unfolded block the instances on the way
 * stand before it, `stage2/conv1`: what is in a block that is unfolded twice is seen twice.
 */
export type SceneKey = string

export function sceneKey(shown: readonly NodeId[], path: readonly NodeId[], id: NodeId | EdgeId): SceneKey {
  return path.length === shown.length ? id : [...path.slice(shown.length), id].join('/')
}

/** The keys of nodes or edges of the graph at a path. */
export function keysOf(
  { path: shown }: GraphPosition,
  path: readonly NodeId[],
  ids: Iterable<string>
): ReadonlySet<SceneKey> {
  return new Set([...ids].map(id => sceneKey(shown, path, id)))
}

/** What nodes and notes of the graph at a path take up together, as far as they are drawn. */
export function boundsIn(scene: Scene, path: readonly NodeId[], ids: Iterable<string>): Rectangle | undefined {
  const keys = keysOf(scene, path, ids)
  return unionOf([...keys].flatMap(key => (scene.nodes.get(key) ?? scene.notes.get(key))?.bounds ?? []))
}

/** Whether what has the key is drawn inside the unfolded block that has the other one, in whichever repeat. */
export function isKeyInside(key: SceneKey, block: SceneKey): boolean {
  return key.startsWith(block) && /^(\[\d+\])?\//.test(key.slice(block.length))
}

/** The ground of one repeat of an unfolded block. */
export interface Strip extends Repeat {
  readonly bounds: Rectangle
}

/** A node as it is drawn. */
export interface SceneNode {
  readonly key: SceneKey
  readonly id: NodeId
  /** The block instances from the root down to its graph. */
  readonly path: readonly NodeId[]
  /** A card says what a node is; a container is an unfolded block; a plate is an end of the block that it is in. */
  readonly form: 'card' | 'container' | 'plate'
  readonly bounds: Rectangle
  readonly title: string
  readonly subtitle: string
  /** Small beside the title: a layer's name, where it is not the one that it got by itself, or what a named block is. */
  readonly aside: string | undefined
  readonly family: NodeFamily
  readonly isBlock: boolean
  /** The opened instance of the block around does without it. */
  readonly isLeftOut: boolean
  /** What comes in passes by it: that is why it is left out. */
  readonly isBypassed?: true
  /** `× 3` where a block stands several times in a row. */
  readonly repeat: string | undefined
  readonly severity: Severity | undefined
  readonly inputs: readonly ScenePort[]
  readonly outputs: readonly ScenePort[]
  /** Where what is inside a container stands, below the title. */
  readonly body?: Rectangle
  /** Where each repeat stands in a container that shows them all. */
  readonly strips?: readonly Strip[]
}

/** An edge as it is drawn. */
export interface SceneEdge {
  readonly key: SceneKey
  readonly id: EdgeId
  readonly path: readonly NodeId[]
  /** The nodes at its ends. */
  readonly from: SceneKey
  readonly to: SceneKey
  readonly fromPort: string
  readonly toPort: string
  readonly curve: Curve
  readonly bounds: Rectangle
  /** Its shape, once it is known. */
  readonly shape: string | undefined
  /** Labels stay in the background. */
  readonly isQuiet: boolean
  /** From one repeat of a block to the next: it stands for no edge of the document. */
  readonly isLink?: true
}

/** A note or a frame as it is drawn. */
export interface SceneNote extends Pick<Note, 'id' | 'kind' | 'text' | 'color'> {
  readonly key: SceneKey
  readonly path: readonly NodeId[]
  readonly bounds: Rectangle
}

/** A graph in the scene: the shown one, or the inside of an unfolded block. */
export interface SceneLevel extends GraphPosition {
  readonly direction: Direction
  /** Where it is seen; everywhere else is the shown graph. */
  readonly body: Rectangle | undefined
  /** Where its nodes stand in the document. */
  readonly positions: ReadonlyMap<NodeId, Position>
  /** The growths of its unfolded blocks. */
  readonly growths: ReadonlyMap<NodeId, Growth>
  /** Where its nodes come to stand because of them. `offset` brings them on to their position in the scene. */
  readonly displacement: Displacement
  readonly offset: CanvasPoint
}

/** One graph as it is drawn, with what is inside unfolded blocks, indexed by position. */
export interface Scene extends GraphPosition {
  /** What is inside a container comes after it. */
  readonly nodes: ReadonlyMap<SceneKey, SceneNode>
  readonly edges: ReadonlyMap<SceneKey, SceneEdge>
  /** The shown graph first, each after the one around it. */
  readonly levels: readonly SceneLevel[]
  /** From the back to the front; all of them lie behind edges and nodes. */
  readonly notes: ReadonlyMap<SceneKey, SceneNote>
  /** Where data flow to. */
  readonly direction: Direction
  readonly nodeGrid: SpatialGrid<SceneNode>
  readonly edgeGrid: SpatialGrid<SceneEdge>
  /** Round everything; undefined when there is nothing. */
  readonly bounds: Rectangle | undefined
}

export { nodeHeight, nodeWidth } from '../../../core/document/layout/measures.ts'
