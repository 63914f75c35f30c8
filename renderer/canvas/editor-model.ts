import type { Draft } from '../../core/document/draft.ts'
import type { HistoryPolicy } from '../../core/document/history.ts'
import type { Document } from '../../core/document/records.ts'
import type { GraphId, NodeId } from '../../core/graph/drawing.ts'
import type { Network } from '../../core/network/network.ts'
import type { Selection } from './selection.ts'

/** What the canvas shows and changes. The window's project state is one; the tests' is another, without a window. */
export interface EditorModel {
  readonly document: Document
  readonly network: Network
  /** The graph that is open: the root or a block's. */
  readonly graph: GraphId
  /** The block instances from the root graph down to the open one. */
  readonly path: readonly NodeId[]
  readonly selection: Selection
  edit(label: string, change: (draft: Draft) => void, policy?: HistoryPolicy): void
  select(selection: Selection): void
  /** Opens the definition behind an instance of a block. */
  enter(node: NodeId): void
  /** Back to the graph around the open one; false at the root. */
  leave(): boolean
}
