import { z } from 'zod'
import { firstFault } from '../../schema-fault.ts'
import type { KerasGraph, KerasNode } from './keras-graph.ts'
import { readingsOf } from './plans/keras-classes.ts'

/** A node as the configuration knows it: everything but its numbers. */
export type ConfiguredNode = Omit<KerasNode, 'weights'>
export type ConfiguredGraph = Omit<KerasGraph, 'nodes'> & { readonly nodes: readonly ConfiguredNode[] }

/**
 * `config.json` of a `.keras` file. It holds what differs from a layer's defaults and what the reader must know, so
 * that Keras from 3.4 on takes it (tried: 3.4.1, 3.5, 3.6, 3.10, 3.12, 3.15), whatever options its layers have gained since.
 */
export function writeConfig(graph: ConfiguredGraph): unknown {
  const byName = new Map(graph.nodes.map(node => [node.name, node]))
  const tensorOf = (name: string): unknown => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, ...(byName.get(name)?.shape ?? [])], dtype: 'float32', keras_history: [name, 0, 0] }
  })
  return {
    module: 'keras.src.models.functional',
    class_name: 'Functional',
    config: {
      name: graph.name,
      trainable: true,
      layers: graph.nodes.map(node => ({
        module: 'keras.layers',
        class_name: node.className,
        config: { name: node.name, dtype: 'float32', ...node.config },
        registered_name: null,
        name: node.name,
        inbound_nodes: callOf(node, tensorOf)
      })),
      input_layers: referencesTo(graph.inputs),
      output_layers: referencesTo(graph.outputs)
    },
    registered_name: 'Functional',
    build_config: { input_shape: null }
  }
}

function callOf({ inputs, takesList }: ConfiguredNode, tensorOf: (name: string) => unknown): readonly unknown[] {
  if (inputs.length === 0) return []
  const tensors = inputs.map(tensorOf)
  return [{ args: takesList ? [tensors] : tensors, kwargs: {} }]
}

function referencesTo(names: readonly string[]): unknown {
  const references = names.map(name => [name, 0, 0])
  return references.length === 1 ? references[0] : references
}

const reference = z.tuple([z.string(), z.number().int(), z.number().int()])
const references = z.union([reference.transform(each => [each]), z.array(reference).min(1)])
const tensor = z.object({
  class_name: z.literal('__keras_tensor__'),
  config: z.object({ shape: z.array(z.number().nullable()), keras_history: reference })
})
const layer = z.object({
  class_name: z.string(),
  config: z.record(z.string(), z.unknown()),
  name: z.string().min(1),
  inbound_nodes: z.array(
    z.object({
      args: z.array(z.union([tensor, z.array(tensor)])),
      kwargs: z.record(z.string(), z.unknown()).default({})
    })
  )
})
const model = z.object({
  class_name: z.custom<'Functional'>(name => name === 'Functional', 'Only functional models can be read'),
  config: z.object({
    name: z.string(),
    layers: z.array(layer).min(1).max(100_000),
    input_layers: references,
    output_layers: references
  })
})

type Layer = z.infer<typeof layer>
type Reference = z.infer<typeof reference>

/** A functional model from its configuration, or a sentence that says where and why it cannot be read. */
export function parseConfig(config: unknown): ConfiguredGraph | { readonly broken: string } {
  const parsed = model.safeParse(config)
  if (!parsed.success) return { broken: `config.json: ${firstFault(parsed.error, config, 'it').replace(/\.$/, '')}` }
  const { name, layers, input_layers: inputs, output_layers: outputs } = parsed.data.config
  const names = new Set(layers.map(each => each.name))
  if (names.size < layers.length) return { broken: 'config.json: two layers have the same name' }
  const fault =
    layers.map(faultOfLayer).find(Boolean) ??
    [...inputs, ...outputs, ...layers.flatMap(callsOf)].map(each => faultOf(each, names)).find(Boolean)
  if (fault !== undefined) return { broken: `config.json: ${fault}` }
  const shapes = new Map(layers.flatMap(shapesOf))
  return {
    name,
    nodes: layers.map(each => nodeOf(each, shapes)),
    inputs: inputs.map(([input]) => input),
    outputs: outputs.map(([output]) => output)
  }
}

function tensorsOf({ inbound_nodes: calls }: Layer): readonly z.infer<typeof tensor>[] {
  return calls.flatMap(({ args }) => args.flat())
}

function callsOf(each: Layer): readonly Reference[] {
  return tensorsOf(each).map(({ config }) => config.keras_history)
}

function faultOfLayer({ name, class_name: className, inbound_nodes: calls }: Layer): string | undefined {
  if (calls.length > 1) return sharedFault(name)
  const args = calls.flatMap(call => call.args)
  const isFed = className === 'InputLayer' ? calls.length === 0 : args.length === 1 && args.flat().length > 0
  return isFed ? undefined : `the layer ${name} is not called on one input, or one list of inputs`
}

function sharedFault(name: string): string {
  return `the layer ${name} is used more than once, which is not supported yet`
}

function faultOf([name, call, output]: Reference, names: ReadonlySet<string>): string | undefined {
  if (!names.has(name)) return `the layer ${name} is named and does not exist`
  return call === 0 && output === 0 ? undefined : sharedFault(name)
}

function shapesOf(each: Layer): readonly (readonly [string, readonly number[]])[] {
  return tensorsOf(each).flatMap(
    ({
      config: {
        shape,
        keras_history: [name]
      }
    }) => {
      const sizes = shape.slice(1)
      return sizes.every(size => size !== null) ? [[name, sizes] as const] : []
    }
  )
}

function nodeOf(
  { name, class_name: className, config, inbound_nodes: calls }: Layer,
  shapes: ReadonlyMap<string, readonly number[]>
): ConfiguredNode {
  const { name: _, ...options } = config
  const args = calls.flatMap(call => call.args)
  // Other classes record how they were called too, and it means nothing.
  const trains =
    readingsOf(className).some(({ heedsTraining }) => heedsTraining) &&
    calls.some(({ kwargs }) => kwargs['training'] === true)
  return {
    name,
    className,
    config: trains ? { ...options, training: true } : options,
    inputs: args.flat().map(
      ({
        config: {
          keras_history: [input]
        }
      }) => input
    ),
    takesList: args.some(Array.isArray),
    shape: shapes.get(name)
  }
}
