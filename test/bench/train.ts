import { openEngine } from '../../electron/engine/engine.ts'
import { describeProcessor } from '../../electron/machine/describe-processor.ts'
import type { Precision } from '../../core/program/mixed-precision.ts'
import type { EpochMetrics } from '../../core/train/run.ts'
import { train } from '../../core/train/train.ts'
import type { BenchOptions } from './bench.ts'
import { type Measurement, measurementOf } from './measurement.ts'
import { type BenchCase, benchCases } from './networks.ts'
import { openPeer, type Peer } from './peer.ts'

const rounds = 7
const digitsFolder = 'assets/generated/digits'
const adam = { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const

interface Row {
  readonly of: BenchCase
  readonly batch: number
  readonly precision: Precision
}

/** Our epoch time over Keras `fit` and PyTorch: the same network, data, batch, threads and precision, epochs in turn. */
export async function* benchTrain({ cases, batches }: BenchOptions): AsyncGenerator<Measurement> {
  const precisions: readonly Precision[] = (await describeProcessor()).bfloat16
    ? ['float32', 'mixedBfloat16']
    : ['float32']
  for (const of of benchCases()) {
    if (cases.length > 0 && !cases.includes(of.name)) continue
    for (const batch of batches.length > 0 ? batches : [32, 128]) {
      for (const precision of precisions) yield* compare({ of, batch, precision })
    }
  }
}

/** What the peers of a row compute in, beside ours: mixed precision on images is held against float32 too. */
function peerPrecisions({ of, precision }: Row): readonly Precision[] {
  return precision === 'mixedBfloat16' && of.name === 'cifarCnn' ? ['mixedBfloat16', 'float32'] : [precision]
}

function goalOf({ of, batch, precision }: Row, peers: Precision): number | undefined {
  if (precision === 'mixedBfloat16') return peers === 'float32' ? 0.5 : 0.85
  if (of.name === 'lenet5') return batch === 32 ? 1 : undefined
  return of.name === 'mnistCnn' && batch !== 32 ? undefined : 0.85
}

async function* compare(row: Row): AsyncGenerator<Measurement> {
  const { of, batch, precision } = row
  const peers = await openPeers(row)
  const times = new Map(peers.map(({ peer }) => [peer, [] as number[]]))
  const ours: number[] = []
  try {
    await trainInTurn(row, async ({ epoch, milliseconds }) => {
      // The first epoch of each side warms up.
      if (epoch > 1) ours.push(milliseconds)
      for (const [peer, measured] of times) {
        const theirs = await peer.round()
        if (epoch > 1) measured.push(theirs)
      }
    })
  } finally {
    for (const { peer } of peers) peer.close()
  }
  for (const theirs of peerPrecisions(row)) {
    const goal = goalOf(row, theirs)
    const metric = theirs === precision ? 'epoch ms' : `epoch ms, peers in ${theirs}`
    const about = { bench: 'train', case: of.name, batch, precision, metric, ...(goal !== undefined && { goal }) }
    const measured = peers.filter(each => each.precision === theirs)
    yield measurementOf(about, ours, Object.fromEntries(measured.map(({ peer }) => [peer.name, times.get(peer) ?? []])))
  }
}

/** Trains as the program does, and lets the peers train between two epochs. */
async function trainInTurn(
  { of: { network, dataset, sampleCount }, batch, precision }: Row,
  afterEpoch: (metrics: EpochMetrics) => Promise<void>
): Promise<void> {
  await train({
    engine: openEngine(),
    network,
    datasets: { [dataset.about.id]: dataset.about },
    recipe: { updates: [{ name: 'main', optimizer: adam }], batchSize: batch, epochs: rounds + 1, seed: 1, precision },
    dataset,
    parts: {
      train: Int32Array.from({ length: sampleCount }, (_, index) => index),
      validation: new Int32Array(),
      test: new Int32Array()
    },
    environment: { now: () => performance.now(), pause: () => new Promise(resolve => setImmediate(resolve)) },
    signal: { isStopped: false },
    preparing: () => undefined,
    frame: () => undefined,
    epoch: afterEpoch,
    save: () => Promise.resolve()
  })
}

async function openPeers(row: Row): Promise<readonly { readonly peer: Peer; readonly precision: Precision }[]> {
  const keras = { environment: 'tests', script: 'keras_fit.py' } as const
  const torch = { environment: 'bench', script: 'torch_train.py' } as const
  const variants = [
    { ...keras, name: 'Keras fit', variant: 'off' },
    { ...keras, name: 'Keras fit, jit auto', variant: 'auto' },
    { ...torch, name: 'PyTorch', variant: 'contiguous' },
    { ...torch, name: 'PyTorch, channels last', variant: 'channels_last' }
  ]
  const peers: { peer: Peer; precision: Precision }[] = []
  try {
    for (const precision of peerPrecisions(row)) {
      for (const { variant, ...options } of variants) {
        const parameters = [row.of.name, String(row.batch), variant, digitsFolder, precision]
        const peer = await openPeer({ ...options, parameters })
        if (peer) peers.push({ peer, precision })
      }
    }
    return peers
  } catch (error) {
    for (const { peer } of peers) peer.close()
    throw error
  }
}
