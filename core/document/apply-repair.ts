import type { NodeId, ParameterValue, PortReference } from '../graph/drawing.ts'
import { graphOf } from '../graph/graph.ts'
import type { Addition, Problem, Repair } from '../problem.ts'
import type { Draft } from './draft.ts'
import { leadThrough } from './connections/lead-through.ts'
import { instancesOf } from './usages.ts'

type Parameters = Readonly<Record<string, ParameterValue>>

/** Does what a problem offers as its mend. Answers with the node that it added, which has no position yet. */
export function applyRepair(draft: Draft, { repair, where }: Problem): NodeId | undefined {
  if (repair === undefined) return undefined
  const { parameters, add, batchSize, drop, join, past } = repair
  const node = repair.node ?? where.node
  if (parameters !== undefined && node !== undefined) draft.setParameters(node, parameters as Parameters)
  if (batchSize !== undefined) draft.setRecipe({ ...draft.document.recipe, batchSize })
  if (drop !== undefined) dropParameter(draft, drop)
  const source = past === undefined ? undefined : edgeInto(draft, { node: past, port: 'input' })?.from
  if (source !== undefined && where.node !== undefined && where.port !== undefined) {
    draft.connect(source, { node: where.node, port: where.port })
  }
  if (join !== undefined && where.node !== undefined && where.port !== undefined) {
    joinInstead(draft, join, { node: where.node, port: where.port })
  }
  return add && addLayer(draft, add)
}

function joinInstead(draft: Draft, { node, port, inPlaceOf }: NonNullable<Repair['join']>, to: PortReference): void {
  const edges = graphOf(draft.document, draft.document.nodes[to.node]?.graph ?? '').incoming(to.node)
  const old = edges.find(
    ({ from, to: { port: at } }) => at === to.port && from.node === node && from.port === inPlaceOf
  )
  if (old !== undefined) draft.disconnect(old.id)
  draft.connect({ node, port }, to)
}

function addLayer(draft: Draft, { type, parameters = {}, before, inputs = {} }: Addition): NodeId | undefined {
  const [beside] = Object.values(inputs)
  const neighbor = before ?? (beside && ('sourceOf' in beside ? beside.sourceOf : beside))
  const graph = neighbor && draft.document.nodes[neighbor.node]?.graph
  if (graph === undefined) return undefined
  const node = draft.addNode({ graph, type, parameters: parameters as Parameters })
  for (const [port, from] of Object.entries(inputs)) {
    const source = 'sourceOf' in from ? edgeInto(draft, from.sourceOf)?.from : from
    if (source !== undefined) draft.connect(source, { node, port })
  }
  const edge = before && edgeInto(draft, before)
  if (edge !== undefined) leadThrough(draft, edge, node)
  return node
}

function edgeInto(draft: Draft, { node, port }: PortReference) {
  const record = draft.document.nodes[node]
  const edges = record === undefined ? [] : graphOf(draft.document, record.graph).incoming(node)
  return edges.find(edge => edge.to.port === port)
}

function dropParameter(draft: Draft, { block, parameter }: NonNullable<Repair['drop']>): void {
  const record = draft.document.blocks[block]
  if (record === undefined) return
  for (const { id } of instancesOf(draft.document, block)) draft.setParameters(id, { [parameter]: undefined })
  draft.updateBlock(block, { parameters: record.parameters.filter(({ name }) => name !== parameter) })
}
