import { isRole, roleOf, type Role } from '../data/fields/catalogue.ts'
import type { GraphId, GraphNode } from '../graph/drawing.ts'
import { takesRole, type AnyLayer, type InputPort, type OutputPort } from '../layers/define-layer.ts'
import { sampleShape, shapeText, type TensorType } from '../ops/tensor.ts'
import { defineProblem, type ProblemKind, type Repair } from '../problem.ts'
import type { Source } from './network.ts'
import { isTarget, targetRole } from './port-roles.ts'

type Report = <Values>(kind: ProblemKind<Values>, values: Values, at: { readonly port: string }) => void

interface Wiring {
  readonly layer: AnyLayer
  readonly inputs: Readonly<Record<string, readonly Source[]>>
  /** Ports with an edge that brings nothing, for a reason told elsewhere. */
  readonly starved: readonly string[]
  /** The graph that the layer's node lies in. */
  readonly graph: GraphId
  outputsAt(key: string): NamedOutputs | undefined
}

/** The outputs of the layer behind a source, its node, and what people call it. */
export interface NamedOutputs {
  readonly label: string
  readonly node: GraphNode
  readonly outputs: readonly OutputPort[]
}

/** Reports what is wrong with the edges into a layer. True when each port has what it needs. */
export function checkPorts(wiring: Wiring, report: Report): boolean {
  const { layer, inputs, starved, outputsAt } = wiring
  let isWhole = true
  for (const [port, sources] of Object.entries(inputs)) {
    if (!Object.hasOwn(layer.inputs, port)) {
      report(unknownPort, { label: layer.label, port, known: Object.keys(layer.inputs), direction: 'input' }, { port })
      isWhole = false
    }
    for (const source of sources) {
      const from = outputsAt(source.key)
      const known = from?.outputs.map(({ name }) => name) ?? []
      if (from === undefined || known.includes(source.port)) continue
      const repair = otherOutput(wiring, port, source)
      report(unknownPort, { label: from.label, port: source.port, known, direction: 'output', repair }, { port })
      isWhole = false
    }
  }
  for (const [port, definition] of Object.entries(layer.inputs)) {
    const count = inputs[port]?.length ?? 0
    if (starved.includes(port)) isWhole = false
    else if (!hasCount(definition, count)) {
      const kind = count === 0 ? missingInput : definition.many === true ? tooFewInputs : tooManyInputs
      report(kind, { port, count, asks: targetRole(definition) }, { port })
      isWhole = false
    }
  }
  return isWhole
}

/** Reports fields that a port does not take. True when all may go where they go. */
export function checkRoles(wiring: Wiring, report: Report): boolean {
  const { layer, inputs, outputsAt } = wiring
  let isFit = true
  for (const [port, sources] of Object.entries(inputs)) {
    for (const source of sources) {
      const role = outputsAt(source.key)?.outputs.find(({ name }) => name === source.port)?.role
      if (role === undefined || takesRole(layer.inputs[port] ?? {}, role)) continue
      isFit = false
      const repair = otherOutput(wiring, port, source)
      report(roleNotTaken, { label: layer.label, role, taken: layer.inputs[port]?.roles, repair }, { port })
      break
    }
  }
  return isFit
}

/**
 * Joins a port to the first field of the same data node that it takes; a target only to what is there to be predicted. An
 * edge does not lead from one graph to another.
 */
function otherOutput({ layer, graph, outputsAt }: Wiring, port: string, source: Source): Repair | undefined {
  const from = outputsAt(source.key)
  const input = layer.inputs[port]
  if (from === undefined || input === undefined || from.node.graph !== graph) return undefined
  const isFit = (role: string | undefined): boolean =>
    role !== undefined && takesRole(input, role) && (targetRole(input) === undefined || isTarget(role))
  const other = from.outputs.find(({ role }) => isFit(role))
  if (other === undefined) return undefined
  return { label: `Join ${other.name}`, join: { node: from.node.id, port: other.name, inPlaceOf: source.port } }
}

function hasCount({ many, optional }: InputPort, count: number): boolean {
  if (many === true) return count >= 2
  return count === 1 || (count === 0 && optional === true)
}

/** Reports inputs with too few or too many axes. True when all fit. */
export function checkRanks(
  layer: AnyLayer,
  inputs: Readonly<Record<string, readonly TensorType[]>>,
  report: Report
): boolean {
  let isFit = true
  for (const [port, types] of Object.entries(inputs)) {
    const { min = 0, max = Infinity } = layer.inputs[port]?.rank ?? {}
    const misfit = types.find(type => type.shape.length - 1 < min || type.shape.length - 1 > max)
    if (misfit === undefined) continue
    isFit = false
    const shape = sampleShape(misfit)
    const kind = shape.length < min ? rankTooLow : rankTooHigh
    report(kind, { label: layer.label, shape, min, max }, { port })
  }
  return isFit
}

export const unknownType = defineProblem<{ readonly type: string }>('graph/unknown-type', 'error', ({ type }) => ({
  message: `There is no layer of the type "${type}".`,
  fix: 'Replace it with a layer from the palette, or open the project with a newer version of the program.'
}))

export const unknownPort = defineProblem<{
  readonly label: string
  readonly port: string
  readonly known: readonly string[]
  readonly direction: 'input' | 'output'
  readonly repair?: Repair | undefined
}>('graph/unknown-port', 'error', ({ label, port, known, direction, repair }) => ({
  ...(repair && { repair }),
  message: `${label} has no ${direction} "${port}"; ${known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`}.`,
  fix: 'Remove the edge and draw it to a port that exists.'
}))

interface CountValues {
  readonly port: string
  readonly count: number
  /** The role of what it compares with. */
  readonly asks: Role | undefined
}

export const missingInput = defineProblem<CountValues>('graph/missing-input', 'error', ({ port, asks }) => ({
  message: `Nothing is joined to its ${port}${asks === undefined ? '' : ', so there is nothing to compare with'}.`,
  fix:
    asks === undefined
      ? 'Draw an edge to it, or delete it.'
      : `Draw an edge from the data node's ${roleOf({ role: asks }).label.toLowerCase()} to it.`
}))

export const tooFewInputs = defineProblem<CountValues>('graph/too-few-inputs', 'error', ({ count }) => ({
  message: `It has ${count} input and needs two or more.`,
  fix: 'Join another layer to it, or delete it.'
}))

export const tooManyInputs = defineProblem<CountValues>('graph/too-many-inputs', 'error', ({ port, count }) => ({
  message: `${count} edges lead into its ${port}, which takes one.`,
  fix: 'Bring them together first with add or concatenate, or remove all but one.'
}))

export const deadEnd = defineProblem<{ readonly label: string }>('graph/dead-end', 'warning', ({ label }) => ({
  message: `Nothing takes what this ${label} gives.`,
  fix: 'Join it to the next layer, to a loss or to an output, or delete it.'
}))

interface RankValues {
  readonly label: string
  readonly shape: readonly number[]
  readonly min: number
  readonly max: number
}

const kinds = ['one number', 'a row of values', 'a table of rows and values', 'an image (height × width × channels)']

function kindOf(rank: number): string {
  return kinds[rank] ?? `${rank} axes`
}

interface RoleValues {
  readonly label: string
  readonly role: string
  /** What the port asks for; undefined where it takes what layers compute with. */
  readonly taken: readonly string[] | undefined
  readonly repair?: Repair | undefined
}

/** What people call a role, in the middle of a sentence. */
function roleText(role: string): string {
  return isRole(role) ? roleOf({ role }).label.toLowerCase() : role
}

export const roleNotTaken = defineProblem<RoleValues>(
  'graph/role-not-taken',
  'error',
  ({ label, role, taken, repair }) => ({
    ...(repair && { repair }),
    message: `${label} gets the field "${roleText(role)}" of the dataset and takes ${taken?.map(roleText).join(' or ') ?? kindOf(3)}.`,
    fix:
      taken === undefined
        ? "Join the data node's image to it; what is to be predicted goes to the target of a loss."
        : 'Join another field of the data node to it, or choose a loss for this one.'
  })
)

export const rankTooLow = defineProblem<RankValues>('shape/rank-too-low', 'error', ({ label, shape, min }) => ({
  message: `${label} gets ${shapeText(shape)}, ${kindOf(shape.length)}, and needs ${kindOf(min)}.`,
  fix:
    min === 3
      ? 'Put it before the flatten or the global average, where there still is an image.'
      : `Give it ${kindOf(min)}.`
}))

export const rankTooHigh = defineProblem<RankValues>('shape/rank-too-high', 'error', ({ label, shape, max }) => ({
  message: `${label} gets ${shapeText(shape)}, ${kindOf(shape.length)}, and needs ${kindOf(max)}.`,
  fix: max === 1 ? 'Put a flatten or a global average before it.' : `Give it ${kindOf(max)}.`
}))
