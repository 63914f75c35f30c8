import { isRole, namedFields, roleOf, type Role } from '../data/fields/catalogue.ts'
import type { Drawing, GraphNode } from '../graph/drawing.ts'
import { layerOf } from '../layers/catalogue.ts'
import { outputsOf, type InputPort } from '../layers/define-layer.ts'

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

/** The first role of what is to be predicted among those that an input asks for. */
export function targetRole({ roles = [] }: InputPort): Role | undefined {
  return roles.find(isTarget)
}
