import type { EdgeId } from '../../../core/graph/drawing.ts'
import type { PortEnd } from '../hit-test.ts'
import type { CanvasPoint, Rectangle, ScreenPoint } from '../points.ts'
import type { NodeFamily, SceneKey } from '../scene/scene.ts'
import type { SceneNote } from '../scene/scene.ts'

/** Where the pointer is and what is held down with it. */
export interface PointerInput {
  readonly at: ScreenPoint
  readonly button: 'main' | 'middle' | 'secondary'
  readonly isShift: boolean
  /** Command on macOS, Control elsewhere. */
  readonly isModified: boolean
  readonly isAlt: boolean
}

/** A drag under way. Whatever it does, `cancel` restores exactly what was before it began. */
export interface Gesture {
  readonly overlay: Overlay
  readonly cursor: Cursor
  drag(input: PointerInput, at: CanvasPoint): void
  drop(): void
  cancel(): void
}

export type Cursor =
  | 'default'
  | 'pointer'
  | 'grab'
  | 'grabbing'
  | 'crosshair'
  | 'copy'
  | 'not-allowed'
  | `${'ns' | 'ew' | 'nwse' | 'nesw'}-resize`

/** A line through the middles or edges of nodes that stand in a row. */
export interface Guide {
  readonly axis: 'x' | 'y'
  readonly at: number
  readonly from: number
  readonly to: number
}

/** Where a new edge may end, or why it may not. */
export type Verdict =
  | { readonly kind: 'fits' }
  | { readonly kind: 'replaces'; readonly edge: EdgeId }
  | { readonly kind: 'refused'; readonly reason: string }

/** An edge that a node is held over, and whether it can be led through it. */
export interface Onto {
  readonly edge: SceneKey
  readonly verdict: Verdict
}

/** What is drawn above the graph while a gesture runs. */
export type Overlay =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'moving'
      /** With what is inside them. */
      readonly nodes: ReadonlySet<SceneKey>
      readonly notes: ReadonlySet<SceneKey>
      /** All of them: they are not drawn where they stood. */
      readonly lifted: ReadonlySet<SceneKey>
      readonly x: number
      readonly y: number
      readonly guides: readonly Guide[]
      /** A copy is on its way, and they stay where they are. */
      readonly isCopy: boolean
      readonly onto: Onto | undefined
    }
  | { readonly kind: 'resizing'; readonly note: SceneNote; readonly lifted: ReadonlySet<SceneKey> }
  | {
      readonly kind: 'framing'
      readonly frame: Rectangle
      readonly nodes: ReadonlySet<SceneKey>
      readonly notes: ReadonlySet<SceneKey>
    }
  | {
      readonly kind: 'joining'
      readonly origin: PortEnd
      readonly at: CanvasPoint
      /** The edge whose end is moved. */
      readonly lifted: ReadonlySet<SceneKey>
      readonly targets: readonly { readonly end: PortEnd; readonly verdict: Verdict }[]
      readonly over: { readonly end: PortEnd; readonly verdict: Verdict } | undefined
    }
  | {
      readonly kind: 'placing'
      readonly label: string
      readonly family: NodeFamily
      readonly at: CanvasPoint | undefined
      readonly onto: Onto | undefined
    }

export const noOverlay: Overlay = { kind: 'none' }
