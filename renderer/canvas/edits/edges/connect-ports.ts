import { connectionProblem } from '../../../../core/document/connections/connection.ts'
import { inputPort } from '../../../../core/document/connections/ports.ts'
import type { Document } from '../../../../core/document/records.ts'
import type { Edge, GraphId, PortReference } from '../../../../core/graph/drawing.ts'
import { graphOf } from '../../../../core/graph/graph.ts'
import { layerOf } from '../../../../core/layers/catalogue.ts'
import { message } from '../../../messages/message.ts'
import type { EditorModel } from '../../editor-model.ts'
import type { Verdict } from '../../gestures/gesture.ts'
import { editGraph } from '../arrange/placement.ts'

/** Whether an edge can be drawn there, and which edge it would push out. */
export function judgeConnection(
  { document, graph }: { readonly document: Document; readonly graph: GraphId },
  from: PortReference,
  to: PortReference
): Verdict {
  const problem = connectionProblem(document, from, to, layerOf)
  if (problem !== undefined) return { kind: 'refused', reason: problem.message }
  const edges = edgesInto(document, graph, to)
  const same = edges.find(edge => edge.from.node === from.node && edge.from.port === from.port)
  if (same !== undefined) return { kind: 'refused', reason: message('canvas/connected') }
  const [taken] = edges
  if (taken === undefined || inputPort(document, to, layerOf)?.isMany === true) return { kind: 'fits' }
  return { kind: 'replaces', edge: taken.id }
}

export function edgesInto(document: Document, graph: GraphId, to: PortReference): readonly Edge[] {
  return graphOf(document, graph)
    .incoming(to.node)
    .filter(edge => edge.to.port === to.port)
}

export function connectPorts(model: EditorModel, from: PortReference, to: PortReference): void {
  if (judgeConnection(model, from, to).kind === 'refused') return
  editGraph(model, message('step/connect'), draft => {
    draft.connect(from, to)
  })
}
