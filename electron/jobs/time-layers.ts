import { datasetFacts } from '../../core/data/dataset.ts'
import { performance } from 'node:perf_hooks'
import type { Session } from '../../core/engine.ts'
import { timedLayers, timeModel, timesByNode, type TimedLayer } from '../../core/explain/time-model.ts'
import type { Document } from '../../core/document/records.ts'
import type { LayerTimes } from '../../core/host/calls/explore.ts'
import { inferNetwork, type Datasets } from '../../core/network/infer.ts'
import { bytesText } from '../../core/number-text.ts'
import { bytesPerNumber, elementCount } from '../../core/ops/tensor.ts'
import { hasErrors } from '../../core/problem.ts'
import { initializeFeeds } from '../../core/model/state-entries.ts'
import { HostFault } from '../fault.ts'
import { describeMemory } from '../machine/describe-memory.ts'
import { pause } from '../stop-signal.ts'
import type { JobContext } from './job.ts'

const largestBatch = 32
/** The most bytes that go in and out: a batch of large images is made smaller until it fits. */
const mostBytes = 64 * 1024 * 1024
const warmUps = 2
/** The best of so many, and of as many more as fit into this time. */
const leastRounds = 5
const roundsMs = 60

/** How long each layer takes for one sample, forward, measured by itself in the engine of this machine. */
export async function timeLayers(
  { document }: { readonly document: Document },
  context: JobContext
): Promise<LayerTimes> {
  const datasets = datasetFacts(document.datasets)
  const network = inferNetwork(document, datasets)
  if (hasErrors(network.problems)) {
    const message = 'The network has errors, so its layers cannot run.'
    throw new HostFault({ code: 'times/errors', message, fix: 'Mend the problems first.' })
  }
  const layers = timedLayers(network)
  const distinct = new Map(layers.map(each => [each.signature, each]))
  refuseTooLarge([...distinct.values()], (await describeMemory()).available)
  const times = new Map<string, number>()
  for (const [signature, timed] of distinct) {
    await pause(context.signal)
    context.report({ name: 'timing', value: { done: times.size, total: distinct.size } })
    times.set(signature, await timeOf(timed, datasets, context))
  }
  const bySignature = new Map(layers.map(({ layer, signature }) => [layer.key, signature]))
  return { milliseconds: timesByNode(network, ({ key }) => times.get(bySignature.get(key) ?? '')) }
}

/** Throws HostFault for a layer that takes more memory for one sample than is there. */
function refuseTooLarge(layers: readonly TimedLayer[], available: number): void {
  for (const { layer, inputs } of layers) {
    const { outputs = {}, activationBytes = 0, parameters = 0 } = layer.facts ?? {}
    const shapes = [...inputs.map(({ shape }) => shape), ...Object.values(outputs)]
    // What it gives is computed, and kept once more.
    const needed = bytesPerNumber.float32 * (numbersOf(shapes) + parameters) + activationBytes
    if (needed <= available) continue
    throw new HostFault({
      code: 'times/too-large',
      message: `${layer.path} takes ${bytesText(needed)} of memory for one sample, and ${bytesText(available)} are free.`,
      fix: 'Make its input smaller, or give it fewer filters or units.'
    })
  }
}

async function timeOf(timed: TimedLayer, datasets: Datasets, { engine }: JobContext): Promise<number> {
  const batch = batchOf(timed)
  const session = await (await engine()).open(timeModel(timed, datasets, batch))
  try {
    await session.run('initialize', initializeFeeds)
    const [whole, call] = [await best(session, 'run'), await best(session, 'nothing')]
    return Math.max(0, whole - call) / batch
  } finally {
    await session.close()
  }
}

function batchOf({ layer, inputs }: TimedLayer): number {
  const shapes = [...inputs.map(({ shape }) => shape), ...Object.values(layer.facts?.outputs ?? {})]
  const bytes = bytesPerNumber.float32 * Math.max(1, numbersOf(shapes))
  return Math.max(1, Math.min(largestBatch, Math.floor(mostBytes / bytes)))
}

function numbersOf(shapes: readonly (readonly number[])[]): number {
  return shapes.reduce((sum, shape) => sum + elementCount(shape), 0)
}

/** The shortest of several calls, after a warm-up: what else the machine did at the time only makes them longer. */
async function best(session: Session, entryPoint: string): Promise<number> {
  for (let round = 0; round < warmUps; round += 1) await session.run(entryPoint)
  const began = performance.now()
  let least = Infinity
  for (let round = 0; round < leastRounds || performance.now() - began < roundsMs; round += 1) {
    const started = performance.now()
    await session.run(entryPoint)
    least = Math.min(least, performance.now() - started)
  }
  return least
}
