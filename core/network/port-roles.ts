import { isRole, namedFields, roleOf } from '../data/fields/catalogue.ts'
import type { Drawing, GraphNode } from '../graph/drawing.ts'
import { layerOf } from '../layers/catalogue.ts'
import { outputsOf } from '../layers/define-layer.ts'

/** The role of the field that a node gives at a port; undefined for what layers compute. */
export function roleGiven(
  node: GraphNode | undefined,
  port: string,
  datasets: Drawing['datasets']
): string | undefined {
  const layer = node && layerOf(node.type)
  if (node === undefined || layer === undefined) return undefined
  return outputsOf(layer, node.parameters, id => namedFields(datasets, id)).find(({ name }) => name === port)?.role
}

/** Whether a role is of what is to be predicted, rather than of what the network sees. */
export function isTarget(role: string | undefined): boolean {
  return role !== undefined && isRole(role) && roleOf({ role }).isTarget === true
}
