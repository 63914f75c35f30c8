import { graphOf, wouldCloseCycle } from '../../graph/graph.ts'
import type { Drawing, PortReference } from '../../graph/drawing.ts'
import type { Problem } from '../../problem.ts'
import { hasOutputPort, inputPort, type LayerLookup } from './ports.ts'
import { closesCycle, crossesGraphs, noSuchPort } from '../problems.ts'

/** Why an edge can not be drawn there, or undefined when it can. Asked during a drag, before `draft.connect`. */
export function connectionProblem(
  drawing: Drawing,
  from: PortReference,
  to: PortReference,
  layers: LayerLookup
): Problem | undefined {
  const source = Object.hasOwn(drawing.nodes, from.node) ? drawing.nodes[from.node] : undefined
  const target = Object.hasOwn(drawing.nodes, to.node) ? drawing.nodes[to.node] : undefined
  const position = { path: target?.name ?? to.node, node: to.node, port: to.port }
  if (source === undefined || !hasOutputPort(drawing, from, layers)) {
    return noSuchPort(
      { path: source?.name ?? from.node, node: from.node, port: from.port },
      { ...from, side: 'output' }
    )
  }
  if (target === undefined || inputPort(drawing, to, layers) === undefined) {
    return noSuchPort(position, { ...to, side: 'input' })
  }
  if (source.graph !== target.graph) return crossesGraphs(position, { from: source.name, to: target.name })
  if (wouldCloseCycle(graphOf(drawing, source.graph), from.node, to.node)) {
    return closesCycle(position, { from: source.name, to: target.name })
  }
  return undefined
}
