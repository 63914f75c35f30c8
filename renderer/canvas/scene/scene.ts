import type { NoteId } from '../../../core/document/records.ts'
import type { Direction } from '../../../core/graph/direction.ts'
import type { EdgeId, GraphId, NodeId } from '../../../core/graph/drawing.ts'
import type { Family } from '../../../core/layers/define-layer.ts'
import type { Severity } from '../../../core/problem.ts'
import type { CanvasPoint, Rectangle } from '../points.ts'
import type { SpatialGrid } from '../spatial-grid.ts'
import type { Curve } from './curve.ts'
import type { SceneNote } from './scene-notes.ts'

/** What a node's colour stands for: its layer's family, or that it is a block or one of a block's ends. */
export type NodeFamily = Family | 'block' | 'blockEnd'

export interface ScenePort {
  readonly name: string
  readonly label: string
  /** On the edge of the node, in canvas points. */
  readonly at: CanvasPoint
  readonly takesMany: boolean
}

/** A node as it is drawn. */
export interface SceneNode {
  readonly id: NodeId
  readonly bounds: Rectangle
  readonly title: string
  readonly subtitle: string
  /** Small beside the title: a layer's name, where it is not the one that it got by itself, or what a named block is. */
  readonly aside: string | undefined
  readonly family: NodeFamily
  readonly isBlock: boolean
  /** The opened instance of the block around does without it. */
  readonly isLeftOut: boolean
  /** `× 3` where a block stands several times in a row. */
  readonly repeat: string | undefined
  readonly severity: Severity | undefined
  readonly inputs: readonly ScenePort[]
  readonly outputs: readonly ScenePort[]
}

/** An edge as it is drawn. */
export interface SceneEdge {
  readonly id: EdgeId
  readonly from: NodeId
  readonly to: NodeId
  readonly fromPort: string
  readonly toPort: string
  readonly curve: Curve
  readonly bounds: Rectangle
  /** Its shape, once it is known. */
  readonly shape: string | undefined
  /** Labels stay in the background. */
  readonly isQuiet: boolean
}

/** One graph as it is drawn, indexed by place. */
export interface Scene {
  readonly graph: GraphId
  readonly nodes: ReadonlyMap<NodeId, SceneNode>
  readonly edges: ReadonlyMap<EdgeId, SceneEdge>
  /** From the back to the front; all of them lie behind edges and nodes. */
  readonly notes: ReadonlyMap<NoteId, SceneNote>
  /** Where data flow to. */
  readonly direction: Direction
  readonly nodeGrid: SpatialGrid<SceneNode>
  readonly edgeGrid: SpatialGrid<SceneEdge>
  /** Round everything; undefined when there is nothing. */
  readonly bounds: Rectangle | undefined
}

export { nodeHeight, nodeWidth } from '../../../core/network/layout.ts'
