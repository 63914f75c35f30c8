import type { Draft } from '../../core/document/draft.ts'
import type { HistoryPolicy } from '../../core/document/history/history.ts'
import type { Document } from '../../core/document/records.ts'
import type { GraphId, NodeId } from '../../core/graph/drawing.ts'
import type { Network } from '../../core/network/network.ts'
import { isSamePath, type GraphPosition, type Unfolded } from './graph-position.ts'
import { emptySelection, type Selection } from './selection.ts'

/** What the canvas shows and changes. The window's project state is one; the tests' is another, without a window. */
export interface EditorModel extends GraphPosition {
  readonly document: Document
  readonly network: Network
  /** The graph that is worked on, and changed by edits: that of the selection, or else the shown one. */
  readonly graph: GraphId
  readonly path: readonly NodeId[]
  /** The graph that is open on the canvas: the root or a block's. */
  readonly shown: GraphPosition
  readonly unfolded: Unfolded
  readonly selection: Selection
  edit(label: string, change: (draft: Draft) => void, policy?: HistoryPolicy): void
  /** Every edit until it is committed becomes one step under this label; canceled, all of it is taken back. */
  beginGesture(label: string): void
  commitGesture(): void
  cancelGesture(): void
  select(selection: Selection): void
  unfold(blocks: Unfolded): void
  /** Opens the definition behind an instance of a block in the graph that is worked on. */
  enter(node: NodeId): void
  /** Back to the graph around the shown one; false at the root. */
  leave(): boolean
}

/** The same model at work on another graph: what is selected through it is selected there. */
export function inPlace(model: EditorModel, { graph, path }: GraphPosition): EditorModel {
  if (isSamePath(path, model.path)) return model
  return {
    get document() {
      return model.document
    },
    get network() {
      return model.network
    },
    graph,
    path,
    get shown() {
      return model.shown
    },
    get unfolded() {
      return model.unfolded
    },
    get selection() {
      return { ...emptySelection, path }
    },
    edit: (label, change, policy) => model.edit(label, change, policy),
    beginGesture: label => model.beginGesture(label),
    commitGesture: () => model.commitGesture(),
    cancelGesture: () => model.cancelGesture(),
    select: selection => model.select({ path, ...selection }),
    unfold: blocks => model.unfold(blocks),
    enter: node => model.enter(node),
    leave: () => model.leave()
  }
}
