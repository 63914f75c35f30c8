import type { EngineModel } from '../engine.ts'
import type { Datasets } from '../network/infer.ts'
import { lowerNetwork, type NetworkWeight, type WeightTable } from '../network/lower.ts'
import type { Network, NetworkLayer } from '../network/network.ts'
import type { Variable } from '../ops/graph-writer.ts'
import type { Operation, Tensor } from '../ops/define-op.ts'
import { assignVariable } from '../ops/variables/variable-ops.ts'
import { createBuilder } from '../program/builder.ts'
import { glorotUniform } from '../program/initializers.ts'
import { lowerProgram } from '../tensorflow/lower.ts'
import { initializeEntry } from '../model/state-entries.ts'

/** Layers with the same signature take the same time: the same type, parameters and shapes. */
export interface TimedLayer {
  readonly signature: string
  readonly layer: NetworkLayer
  /** Shapes of one sample, by layer key and port, of what feeds it. */
  readonly inputs: readonly { readonly key: string; readonly port: string; readonly shape: readonly number[] }[]
}

/** The layers of a network whose time can be measured: all but data and losses, which do not compute. */
export function timedLayers({ layers }: Network): readonly TimedLayer[] {
  const byKey = new Map(layers.map(layer => [layer.key, layer]))
  return layers.flatMap(layer => {
    if (layer.layer.family === 'data' || layer.layer.family === 'loss' || layer.facts === undefined) return []
    const inputs = Object.values(layer.inputs)
      .flat()
      .flatMap(({ key, port }) => {
        const shape = byKey.get(key)?.facts?.outputs[port]
        return shape === undefined ? [] : [{ key, port, shape }]
      })
    const signature = JSON.stringify([layer.layer.type, layer.parameters, inputs.map(({ shape }) => shape)])
    return [{ signature, layer, inputs }]
  })
}

/**
 * One layer by itself, over a batch of made-up numbers that lie in the session, so that nothing is measured but the
 * layer. `initialize` makes the numbers; `run` computes the layer once; `nothing` is a call that computes nothing.
 */
export function timeModel({ layer, inputs }: TimedLayer, datasets: Datasets, batch: number): EngineModel {
  const weights: WeightTable = new Map()
  const builder = createBuilder()
  const variables = new Map<string, Variable>()
  const given = new Map<string, Record<string, Tensor>>()
  for (const { key, port, shape } of inputs) {
    const name = `input/${variables.size}`
    const variable: Variable = { key: name, path: name, dtype: 'float32', shape: [batch, ...shape] }
    const known = given.get(key) ?? {}
    if (known[port] !== undefined) continue
    variables.set(name, variable)
    given.set(key, { ...known, [port]: builder.read(variable) })
  }
  const feed = (): never => {
    throw new Error('A layer that is measured reads no data.')
  }
  const lowered = lowerNetwork({ layers: [layer] }, { builder, mode: 'predict', datasets, weights, feed, given })
  const results: Variable[] = []
  const keep = (value: Tensor): Operation => {
    const name = `result/${results.length}`
    const variable: Variable = {
      key: name,
      path: name,
      dtype: value.dtype,
      shape: value.shape.map(size => (typeof size === 'number' ? size : batch))
    }
    results.push(variable)
    return builder.emit(assignVariable, { value }, { variable }).operation
  }
  // Kept in a variable: fetching it would measure how long copying takes.
  const updates = Object.values(lowered.tensors.get(layer.key) ?? {}).map(keep)
  const made: NetworkWeight[] = [...variables.values()].map(variable => ({
    variable,
    initializer: glorotUniform,
    isTrainable: false,
    isKernel: false,
    learningRateFactor: 1,
    l1: 0,
    l2: 0
  }))
  const all = [...weights.values(), ...made]
  return lowerProgram({
    variables: [...all.map(({ variable }) => variable), ...results],
    entryPoints: [
      initializeEntry(1, all, [], []),
      { name: 'run', feeds: {}, fetches: {}, updates },
      { name: 'nothing', feeds: {}, fetches: {}, updates: [] }
    ]
  })
}

/** Milliseconds of each node for one sample: of a block all that is inside it. Inside blocks, those of the first instance. */
export function timesByNode(
  { layers }: Pick<Network, 'layers'>,
  millisecondsOf: (layer: NetworkLayer) => number | undefined
): Readonly<Record<string, number>> {
  const byPath = new Map<string, { readonly node: string; total: number }>()
  for (const layer of layers) {
    const milliseconds = millisecondsOf(layer)
    if (milliseconds === undefined) continue
    layer.ancestry.forEach((node, depth) => {
      const path = layer.ancestry.slice(0, depth + 1).join('/')
      const known = byPath.get(path)
      if (known === undefined) byPath.set(path, { node, total: milliseconds })
      else known.total += milliseconds
    })
  }
  const times: Record<string, number> = {}
  for (const { node, total } of byPath.values()) times[node] ??= total
  return times
}
