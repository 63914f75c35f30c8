import { assert } from '../assert.ts'
import type { EngineEntryPoint, EngineModel } from '../engine.ts'
import { feed } from '../ops/sources/feed.ts'
import type { GraphWriter, Output } from '../ops/graph-writer.ts'
import { variablesIn } from '../ops/variables/optimizer-ops.ts'
import { inputsOf, type Operation, type Tensor } from '../ops/define-op.ts'
import type { EntryPoint, Program } from '../program/program.ts'
import { reachable } from '../program/reachable.ts'
import { createGraphDefWriter, dataTypes, shapeProto, type GraphDefWriter } from './graph-def.ts'
import { savedModelType } from './schema.ts'

/** What an entry point without fetches of its own answers with. */
const done = 'done'

/**
 * Writes a program as a SavedModel for the engine: each entry point is a part of the graph with a name of its own. The
 * one that `serving` names is also what TensorFlow's own loaders call.
 */
export function lowerProgram(program: Program, serving?: string): EngineModel {
  const graph = createGraphDefWriter()
  const written: Written = { outputs: new Map(), feeds: new Map() }
  const entryPoints = Object.fromEntries(
    program.entryPoints.map(entry => [entry.name, lowerEntryPoint(graph, entry, written)])
  )
  const served = program.entryPoints.find(({ name }) => name === serving)
  const lowered = served && entryPoints[served.name]
  const signature = lowered && {
    inputs: placed(served.feeds, lowered.feeds),
    outputs: placed(served.fetches, lowered.fetches)
  }
  return { bytes: savedModelBytes(graph, signature), entryPoints }
}

function placed(tensors: EntryPoint['feeds'], outputs: EngineEntryPoint['feeds']): Signature['inputs'] {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, { ...tensor, output: outputs[name]?.output ?? '' }])
  )
}

/** A signature as TensorFlow's own loaders call it: names to graph outputs. */
export interface Signature {
  readonly inputs: Readonly<Record<string, Tensor & { readonly output: Output }>>
  readonly outputs: Readonly<Record<string, Tensor & { readonly output: Output }>>
}

/** The bytes of a `saved_model.pb` that holds this graph. */
export function savedModelBytes(graph: GraphDefWriter, signature?: Signature): Uint8Array {
  const infos = (tensors: Signature['inputs']): object =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, { output, dtype, shape }]) => [
        name,
        { name: fullName(output), dtype: dataTypes[dtype], tensor_shape: shapeProto(shape) }
      ])
    )
  const message = {
    saved_model_schema_version: 1,
    meta_graphs: [
      {
        meta_info_def: { tags: ['serve'] },
        // Version 987 is TensorFlow 2.9's: what the graph may use, whichever library reads it.
        graph_def: { node: graph.nodes, versions: { producer: 987, min_consumer: 0 } },
        ...(signature && {
          signature_def: {
            serving_default: {
              inputs: infos(signature.inputs),
              outputs: infos(signature.outputs),
              method_name: 'tensorflow/serving/predict'
            }
          }
        })
      }
    ]
  }
  return savedModelType.encode(savedModelType.fromObject(message)).finish()
}

/** `node:0` also for a node's first output. */
export function fullName(output: Output): string {
  return output.includes(':') ? output : `${output}:0`
}

/** What is in the graph already: entry points of one builder share what they have in common. */
interface Written {
  readonly outputs: Map<Operation, readonly Output[]>
  /** Where a feed is fed; what reads it comes after the check of its shape. */
  readonly feeds: Map<Operation, Output>
}

function lowerEntryPoint(graph: GraphDefWriter, entry: EntryPoint, written: Written): EngineEntryPoint {
  const outputOf = (tensor: Tensor): Output => {
    const output = written.outputs.get(tensor.operation)?.[tensor.index]
    assert(output !== undefined, `${tensor.operation.op.type} is used before it is computed.`)
    return output
  }
  const updates = new Set(entry.updates)
  const feeds = Object.fromEntries(
    Object.entries(entry.feeds).map(([name, tensor]) => [
      name,
      lowerFeed(graph, `${entry.name}/${name}`, tensor, written)
    ])
  )
  // Only an update must know all that is read: without one, hundreds of entry points of one builder cost no more than
  // what each has for itself.
  const needed = reachable(entry, updates.size === 0 ? written.outputs : undefined)
  const fed = new Set(Object.values(entry.feeds).map(({ operation }) => operation))
  const readers = new Map<string, Output[]>()
  for (const operation of needed) {
    if (updates.has(operation) || fed.has(operation)) continue
    assert(operation.op !== feed, `Entry point ${entry.name} reads a feed that it does not name.`)
    graph.enter(`${entry.name}/${operation.scope}`)
    const lowered = written.outputs.get(operation) ?? lowerOperation(graph, operation, outputOf)
    written.outputs.set(operation, lowered)
    for (const key of readKeys(operation)) readers.set(key, [...(readers.get(key) ?? []), ...lowered])
    // Whoever still holds a value that is being changed makes TensorFlow copy all of it first.
    for (const { operation: source } of inputsOf(operation)) {
      for (const key of readKeys(source)) readers.set(key, [...(readers.get(key) ?? []), ...lowered.slice(0, 1)])
    }
  }
  const updaters = new Map<string, readonly Output[]>()
  const ran = needed
    .filter(operation => updates.has(operation))
    .map(operation => {
      graph.enter(`${entry.name}/updates`)
      const changed = variablesIn(operation.attributes)
      // An update waits for every read of what it changes, so that the whole entry point sees one state, for what was
      // computed from it, and for earlier updates of the same variable, so that two of them never run at once.
      const waiting = changed.flatMap(({ key }) => [...(readers.get(key) ?? []), ...(updaters.get(key) ?? [])])
      const update = lowerOperation(afterwards(graph, waiting), operation, outputOf)[0] as Output
      for (const { key } of changed) updaters.set(key, [update])
      return update
    })

  const fetches: Record<string, EngineEntryPoint['fetches'][string]> = {}
  graph.enter(entry.name)
  const fetched = Object.entries(entry.fetches)
  for (const [name, tensor] of fetched) {
    const output = graph.named(
      `${entry.name}/fetch/${name}`,
      'Identity',
      [outputOf(tensor), ...ran.map(update => `^${update}`)],
      { T: { type: tensor.dtype } }
    )
    fetches[name] = { output: fullName(output), dtype: tensor.dtype }
  }
  if (fetched.length === 0) {
    const one = graph.constant('int32', [], [1])
    const output = graph.named(`${entry.name}/${done}`, 'Identity', [one, ...ran.map(update => `^${update}`)], {
      T: { type: 'int32' }
    })
    fetches[done] = { output: fullName(output), dtype: 'int32' }
  }
  return { feeds, fetches }
}

/** Shapes are checked: a kernel that meets another rank than it was built for ends the whole process. */
function lowerFeed(
  graph: GraphDefWriter,
  name: string,
  { operation, dtype, shape }: Tensor,
  { outputs, feeds }: Written
): EngineEntryPoint['feeds'][string] {
  const known = feeds.get(operation)
  const place = known ?? graph.named(name, 'Placeholder', [], { dtype: { type: dtype }, shape: { shape } })
  if (known === undefined) {
    graph.enter(name)
    feeds.set(operation, place)
    outputs.set(operation, [graph.node('EnsureShape', [place], { T: { type: dtype }, shape: { shape } })])
  }
  return { output: fullName(place), dtype }
}

/** Lowers one operation whose inputs are lowered already. */
function lowerOperation(
  graph: GraphWriter,
  { op, inputs, attributes, outputs }: Operation,
  outputOf: (tensor: Tensor) => Output
): readonly Output[] {
  const lowered = Object.fromEntries(
    Object.entries(inputs).map(([port, tensors]) => [
      port,
      Array.isArray(tensors) ? (tensors as readonly Tensor[]).map(outputOf) : outputOf(tensors as Tensor)
    ])
  )
  return op.lower({ graph, inputs: lowered, tensors: inputs, attributes, outputs } as Parameters<typeof op.lower>[0])
}

/** The same writer, each node of which waits for these outputs. */
function afterwards(graph: GraphDefWriter, waiting: readonly Output[]): GraphDefWriter {
  return {
    ...graph,
    node: (op, inputs, attributes, control = []) => graph.node(op, inputs, attributes, [...control, ...waiting])
  }
}

function readKeys({ op, attributes }: Operation): readonly string[] {
  return op.readsVariable === true ? variablesIn(attributes).map(({ key }) => key) : []
}
