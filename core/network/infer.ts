import type { Drawing } from '../graph/drawing.ts'
import { expand, type ExpandedNode } from '../graph/expand.ts'
import { layerOf } from '../layers/catalogue.ts'
import type { FieldFacts } from '../data/fields/catalogue.ts'
import {
  outputsOf,
  readsDataset,
  takesRole,
  type AnyLayer,
  type DatasetFacts,
  type LayerCheck,
  type Window
} from '../layers/define-layer.ts'
import { mostNumbers, sampleShape, type TensorType } from '../ops/tensor.ts'
import type { Pair } from '../parameters.ts'
import type { Location, Problem, ProblemKind } from '../problem.ts'
import { ProblemList } from '../problem-list.ts'
import { adviceOn } from './advice/advice.ts'
import { rememberLayers } from './known-layers.ts'
import { knownParameters } from './known-parameters.ts'
import {
  buildAlone,
  type BuiltLayer,
  type InputTypes,
  mostWeightNumbers,
  tooManyNumbers,
  weightTooLarge
} from './layer-facts.ts'
import { levelFacts } from './level-facts.ts'
import type { LayerFacts, Network, NetworkLayer, NetworkTotals, ReceptiveField, Source } from './network.ts'
import { sharedWeightProblems, totalOf, type Cost } from './shared-weights.ts'
import { checkPorts, checkRanks, checkRoles, deadEnd, unknownType, type NamedOutputs } from './ports.ts'
import { onePixel, widen, widest, type Slide } from './receptive-field.ts'

/** Datasets by id. Where the classes are not known yet, they are empty. */
export type Datasets = Readonly<Record<string, DatasetFacts>>

/** A layer so far, and the types of its outputs where they are known. */
interface InferredLayer {
  readonly network: NetworkLayer
  readonly types: Readonly<Record<string, TensorType>> | undefined
  /** What is known of the fields that a data node gives. */
  readonly fields: readonly FieldFacts[]
}

type ReportAt = <Values>(kind: ProblemKind<Values>, values: Values, at?: Pick<Location, 'parameter' | 'port'>) => void

const noDatasets: Datasets = {}

/**
 * The network of a drawing: blocks opened, shapes and costs inferred, checked. What a layer is on given inputs is
 * remembered between calls, so an edit of one layer builds only what it changes.
 */
export function inferNetwork(drawing: Drawing, datasets: Datasets = noDatasets): Network {
  const expansion = expand(drawing, { parametersOf: type => layerOf(type)?.parameters })
  const problems = new ProblemList()
  for (const problem of expansion.problems) problems.add(problem)
  const inferred = new Map<string, InferredLayer>()
  const datasetOf = (id: string): DatasetFacts | undefined => (Object.hasOwn(datasets, id) ? datasets[id] : undefined)
  const layerTypes = new Map(expansion.nodes.map(({ key, node }) => [key, layerOf(node.type)]))
  const outputsAt = outputsByKey(expansion.nodes, layerTypes, datasetOf)
  for (const node of expansion.nodes) {
    const layer = layerTypes.get(node.key)
    if (layer === undefined) {
      problems.add(unknownType({ path: node.path, node: node.node.id }, { type: node.node.type }))
      continue
    }
    const parts = [
      layer,
      node.path,
      node.weightsKey,
      ownParameters(layer, node),
      datasets,
      ...sourcesOf(node, inferred, layerTypes)
    ]
    const known = rememberedLayer(node.node, node.key, parts, tell =>
      inferLayer({ node, layer, outputsAt, inferred, datasetOf, ...reports(node, tell) })
    )
    for (const problem of known.problems) problems.add(problem)
    inferred.set(node.key, known.inferred)
  }
  const layers = [...inferred.values()].map(({ network }) => network)
  reportDeadEnds(layers, problems)
  for (const problem of sharedWeightProblems(layers)) problems.add(problem)
  const totals = totalsOf(layers)
  for (const problem of adviceOn(drawing, layers, totals.parameters)) problems.add(problem)
  return { layers, totals, problems: problems.list, ...levelFacts(drawing, expansion, layers) }
}

const rememberedLayer = rememberLayers<InferredLayer>()

/** An object that is the same for the same values. */
function ownParameters(layer: AnyLayer, { node, parameters }: ExpandedNode): object {
  return parameters === node.parameters ? parameters : knownParameters(layer, parameters)
}

/** What comes in at each port. A source of an unknown type is known by its key. */
function sourcesOf(
  { inputs, starved }: ExpandedNode,
  inferred: ReadonlyMap<string, InferredLayer>,
  layerTypes: ReadonlyMap<string, AnyLayer | undefined>
): readonly unknown[] {
  const parts: unknown[] = []
  for (const [port, sources] of Object.entries(inputs)) {
    parts.push(port)
    for (const source of sources) {
      parts.push(inferred.get(source.key) ?? source.key, layerTypes.get(source.key), source.port)
    }
  }
  return parts.concat('starved', starved)
}

function reports({ path, node }: ExpandedNode, tell: (problem: Problem) => void): Pick<Inference, 'report' | 'tell'> {
  const location = { path, node: node.id }
  return {
    report: (kind, values, at = {}) => tell(kind({ ...location, ...at }, values)),
    tell: problem => tell(problem(location))
  }
}

function outputsByKey(
  nodes: readonly ExpandedNode[],
  layerTypes: ReadonlyMap<string, AnyLayer | undefined>,
  datasetOf: Inference['datasetOf']
): ReadonlyMap<string, NamedOutputs> {
  const named = nodes.flatMap(({ key, node, parameters }) => {
    const layer = layerTypes.get(key)
    const outputs = layer && outputsOf(layer, parameters, id => datasetOf(id)?.fields)
    return layer && outputs ? [[key, { label: layer.label, node, outputs }] as const] : []
  })
  return new Map(named)
}

interface Inference {
  readonly node: ExpandedNode
  readonly layer: AnyLayer
  readonly outputsAt: ReadonlyMap<string, NamedOutputs>
  readonly inferred: ReadonlyMap<string, InferredLayer>
  readonly datasetOf: (id: string) => DatasetFacts | undefined
  readonly report: ReportAt
  readonly tell: (problem: (location: Location) => Problem) => void
}

function inferLayer(inference: Inference): InferredLayer {
  const { node, layer, outputsAt, inferred, datasetOf, report, tell } = inference
  const { key, weightsKey, path, ancestry, inputs, starved, settings } = node
  const { parameters, isValid, problems } = knownParameters(layer, node.parameters)
  // What is wrong with settings is told once, at the node that says them.
  for (const problem of settings === node.node ? problems : []) tell(problem)
  const isComputed = Object.keys(settings.parameters).every(name => Object.hasOwn(node.parameters, name))
  const wiring = {
    layer,
    inputs,
    starved,
    graph: node.node.graph,
    outputsAt: (source: string) => outputsAt.get(source)
  }
  const isWired = checkPorts(wiring, report) && checkRoles(wiring, report)
  const outputs = outputsAt.get(key)?.outputs ?? []
  const locations = { key, weightsKey, path, node: node.node, ancestry }
  const network = { ...locations, layer, parameters, inputs, outputs, facts: undefined }
  const types = isValid && isComputed && isWired ? inputTypes(layer, inputs, inferred) : undefined
  const unknown = { network, types: undefined, fields: [] }
  if (types === undefined || !checkRanks(layer, types, report)) return unknown
  const ports = portsOf(layer, types)
  const check = checkOf(inference)
  layer.check?.(ports, parameters, check)
  if (check.hasErrors()) return unknown
  const built = buildAlone(layer, parameters, ports, datasetOf)
  if (built.largestTensor > mostNumbers) report(tooManyNumbers, { count: built.largestTensor })
  if (built.largestWeight > mostWeightNumbers) report(weightTooLarge, { count: built.largestWeight })
  const facts: LayerFacts = { ...built.facts, receptiveField: receptiveFieldOf(inference, parameters, ports, built) }
  return { network: { ...network, facts }, types: built.types, fields: fieldsOf(layer, parameters, datasetOf) }
}

/** Types by port; undefined as soon as one is not known. */
function inputTypes(
  layer: AnyLayer,
  inputs: Readonly<Record<string, readonly Source[]>>,
  inferred: ReadonlyMap<string, InferredLayer>
): Readonly<Record<string, readonly TensorType[]>> | undefined {
  const types: Record<string, readonly TensorType[]> = {}
  for (const port of Object.keys(layer.inputs)) {
    const sources = inputs[port] ?? []
    const known = sources.flatMap(source => inferred.get(source.key)?.types?.[source.port] ?? [])
    if (known.length < sources.length) return undefined
    types[port] = known
  }
  return types
}

function portsOf(layer: AnyLayer, types: Readonly<Record<string, readonly TensorType[]>>): InputTypes {
  return Object.fromEntries(
    Object.entries(layer.inputs).map(([port, { many }]) => [port, many === true ? types[port] : types[port]?.[0]])
  )
}

function checkOf({ node, inferred, datasetOf, report }: Inference): LayerCheck & { hasErrors(): boolean } {
  let errors = 0
  const sourceOf = (port: string): InferredLayer | undefined => inferred.get(node.inputs[port]?.[0]?.key ?? '')
  return {
    hasErrors: () => errors > 0,
    report(kind, values, at) {
      if (kind.severity === 'error') errors += 1
      report(kind, values, at)
    },
    dataset: datasetOf,
    source(port) {
      const source = sourceOf(port)?.network
      return (
        source && {
          type: source.layer.type,
          name: source.node.name,
          node: source.node.id,
          isBeside: source.node.graph === node.node.graph,
          parameters: source.parameters
        }
      )
    },
    field(port) {
      const name = node.inputs[port]?.[0]?.port
      return sourceOf(port)?.fields.find(field => field.name === name)
    }
  }
}

/** Only a data node gives fields: those of its dataset, or of a bare size. */
function fieldsOf(
  layer: AnyLayer,
  parameters: Readonly<Record<string, unknown>>,
  datasetOf: Inference['datasetOf']
): readonly FieldFacts[] {
  return layer.fields?.(parameters, datasetOf) ?? []
}

function receptiveFieldOf(
  { layer, node, inferred }: Inference,
  parameters: Readonly<Record<string, unknown>>,
  ports: InputTypes,
  built: BuiltLayer
): ReceptiveField | undefined {
  if (layer.family === 'data') return readsDataset(layer) ? onePixel : undefined
  let field: ReceptiveField | undefined
  let from: TensorType | undefined
  for (const port of Object.keys(layer.inputs)) {
    for (const { key, port: output } of node.inputs[port] ?? []) {
      const source = inferred.get(key)
      const type = source?.types?.[output]
      // What is known of an image sees nothing of it, although the data node that gives it does.
      if (!takesRole({}, source?.network.outputs.find(({ name }) => name === output)?.role)) continue
      from ??= type
      field = widest(field, source?.network.facts?.receptiveField)
    }
  }
  return field && widen(field, layer.window?.(parameters, ports) ?? onePixelWindow, slideOf(from, built))
}

const onePixelWindow: Window = { size: [1, 1], stride: [1, 1] }

function slideOf(from: TensorType | undefined, { types }: BuiltLayer): Slide | undefined {
  const [to] = Object.values(types)
  const [before, after] = [from, to].map(type => (type?.shape.length === 4 ? sampleShape(type) : undefined))
  if (before === undefined || after === undefined) return undefined
  return { from: before.slice(0, 2) as unknown as Pair, to: after.slice(0, 2) as unknown as Pair }
}

function reportDeadEnds(layers: readonly NetworkLayer[], problems: ProblemList): void {
  const used = new Set<string>()
  for (const { inputs } of layers) {
    for (const sources of Object.values(inputs)) for (const { key } of sources) used.add(key)
  }
  for (const { key, layer, outputs, path, node } of layers) {
    if (outputs.length === 0 || used.has(key)) continue
    problems.add(deadEnd({ path, node: node.id }, { label: layer.label }))
  }
}

function totalsOf(layers: readonly NetworkLayer[]): NetworkTotals {
  const sum = (cost: Cost): number => totalOf(layers, cost)
  return {
    parameters: sum('parameters'),
    trainableParameters: sum('trainableParameters'),
    macs: sum('macs'),
    activationBytes: sum('activationBytes'),
    layers: layers.length
  }
}
