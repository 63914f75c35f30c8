import { openEngine } from '../electron/engine/engine.ts'
import type { Engine, HostTensor } from '../core/engine.ts'
import { feed } from '../core/ops/sources/feed.ts'
import type { Tensor } from '../core/ops/define-op.ts'
import type { TensorType } from '../core/ops/tensor.ts'
import { createBuilder, type Builder } from '../core/program/builder.ts'
import { lowerProgram } from '../core/tensorflow/lower.ts'

let engine: Engine | undefined

/** The real engine, one for each test file. */
export function testEngine(): Engine {
  return (engine ??= openEngine())
}

/** Feeds in, named tensors out. Whoever opens it closes it. */
export interface OpenTensors<Name extends string> {
  run(values: Readonly<Record<string, HostTensor>>): Promise<Readonly<Record<Name, HostTensor>>>
  close(): Promise<void>
}

/** Builds a graph on fed tensors of these types, to run as often as one likes. */
export async function openTensors<Name extends string>(
  types: Readonly<Record<string, TensorType>>,
  build: (tensors: Readonly<Record<string, Tensor>>, builder: Builder) => Readonly<Record<Name, Tensor>>
): Promise<OpenTensors<Name>> {
  const builder = createBuilder()
  const feeds = Object.fromEntries(
    Object.entries(types).map(([name, { dtype, shape }]) => [name, builder.emit(feed, {}, { dtype, shape })])
  )
  const fetches = build(feeds, builder)
  const model = lowerProgram({ variables: [], entryPoints: [{ name: 'run', feeds, fetches, updates: [] }] })
  const session = await testEngine().open(model)
  return {
    run: async values => await session.run('run', values),
    close: () => session.close()
  }
}

/** Builds a graph on fed tensors and runs it once. */
export async function runTensors<Name extends string>(
  inputs: Readonly<Record<string, { readonly type: TensorType; readonly value: HostTensor }>>,
  build: (tensors: Readonly<Record<string, Tensor>>, builder: Builder) => Readonly<Record<Name, Tensor>>
): Promise<Readonly<Record<Name, HostTensor>>> {
  const entries = Object.entries(inputs)
  const opened = await openTensors(Object.fromEntries(entries.map(([name, { type }]) => [name, type])), build)
  try {
    return await opened.run(Object.fromEntries(entries.map(([name, { value }]) => [name, value])))
  } finally {
    await opened.close()
  }
}

/** Numbers between -1 and 1 that never come close to each other, so that no maximum is a tie. */
export function spreadNumbers(count: number, seed = 1): Float32Array {
  const order = Array.from({ length: count }, (_, index) => index)
  let state = seed
  for (let last = count - 1; last > 0; last--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const chosen = state % (last + 1)
    const value = order[last]!
    order[last] = order[chosen]!
    order[chosen] = value
  }
  return Float32Array.from(order, position => ((position + 0.5) / count) * 2 - 1)
}
