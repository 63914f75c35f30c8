import type { Direction } from '../../../../core/graph/direction.ts'
import type { NodeId } from '../../../../core/graph/drawing.ts'
import { graphOf } from '../../../../core/graph/graph.ts'
import { layOutGraph } from '../../../../core/document/layout/layout.ts'
import { message } from '../../../messages/message.ts'
import type { EditorModel } from '../../editor-model.ts'
import { directionOf } from '../../scene/direction.ts'
import { carryNotes } from './carry-notes.ts'
import { editGraph, positionsOf } from './placement.ts'

export interface Arrangement {
  /** Only these nodes move, and their upper left corner stays; all of the graph where it is left out. */
  readonly only?: ReadonlySet<NodeId>
  /** Where data flow to from now on; as before where it is left out. */
  readonly direction?: Direction
}

/** Lays the open graph out, in one step that can be undone. Notes and frames go along with what they stand beside. */
export function arrange(model: EditorModel, { only, direction }: Arrangement = {}): void {
  const { document, graph } = model
  const now = { positions: positionsOf(document, graph), direction: directionOf(document, graph) }
  const next = direction ?? now.direction
  const laidOut = layOutGraph(graphOf(document, graph), {
    datasets: document.datasets,
    direction: next,
    now,
    ...(only === undefined ? {} : { only })
  })
  const label = next === now.direction ? message('step/arrange') : message('step/turn')
  editGraph(model, label, draft => {
    draft.setDirection(graph, next)
    for (const [node, position] of laidOut) draft.move(node, position)
    carryNotes(draft, graph, now.positions, new Map([...now.positions, ...laidOut]))
  })
}
