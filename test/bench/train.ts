import { openEngine } from '../../electron/engine/engine.ts'
import { inferNetwork } from '../../core/network/infer.ts'
import type { Network } from '../../core/network/network.ts'
import { defaultsOf } from '../../core/parameters.ts'
import type { EpochMetrics } from '../../core/train/run.ts'
import { train } from '../../core/train/train.ts'
import { lenet5 } from '../../core/zoo/lenet5.ts'
import { mnistCnn } from '../../core/zoo/mnist-cnn.ts'
import { digits } from '../digits.ts'
import type { BenchOptions } from './bench.ts'
import { type Figure, figureOf } from './figure.ts'
import { openPeer, type Peer } from './peer.ts'

const sampleCount = 8000
const rounds = 7
const digitsFolder = 'assets/generated/digits'
const goals: Readonly<Record<string, number>> = { 'mnistCnn 32': 0.85, 'lenet5 32': 1 }

/** Our epoch time over Keras `fit` and PyTorch: the same network, data, batch and threads, epochs in turn. */
export async function* benchTrain({ cases, batches }: BenchOptions): AsyncGenerator<Figure> {
  const dataset = digits()
  const datasets = { digits: dataset.about }
  const drawn = [
    ['lenet5', lenet5.draw({ ...defaultsOf(lenet5.parameters), dataset: 'digits' })],
    ['mnistCnn', mnistCnn.draw({ ...defaultsOf(mnistCnn.parameters), dataset: 'digits' })]
  ] as const
  for (const [name, drawing] of drawn) {
    if (cases.length > 0 && !cases.includes(name)) continue
    const network = inferNetwork(drawing, datasets)
    for (const batch of batches.length > 0 ? batches : [32, 128]) {
      yield await compare(name, network, batch)
    }
  }
}

async function compare(name: string, network: Network, batch: number): Promise<Figure> {
  const peers = await openPeers(name, batch)
  const times = new Map<string, number[]>(peers.map(peer => [peer.name, []]))
  const ours: number[] = []
  const turn = async (isWarm: boolean): Promise<void> => {
    for (const peer of peers) {
      const milliseconds = await peer.round()
      if (isWarm) times.get(peer.name)?.push(milliseconds)
    }
  }
  try {
    await trainInTurn(network, batch, async ({ epoch, milliseconds }) => {
      if (epoch > 1) ours.push(milliseconds)
      await turn(epoch > 1)
    })
  } finally {
    for (const peer of peers) peer.close()
  }
  const goal = goals[`${name} ${batch}`]
  const about = { bench: 'train', case: name, batch, precision: 'float32', metric: 'epoch ms' } as const
  return figureOf({ ...about, ...(goal !== undefined && { goal }) }, ours, Object.fromEntries(times))
}

/** Trains as the program does, and lets the peers train between two epochs. The first one warms up. */
async function trainInTurn(
  network: Network,
  batchSize: number,
  afterEpoch: (metrics: EpochMetrics) => Promise<void>
): Promise<void> {
  const dataset = digits()
  await train({
    engine: openEngine(),
    network,
    datasets: { digits: dataset.about },
    recipe: {
      updates: [
        { name: 'main', optimiser: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } }
      ],
      batchSize,
      epochs: rounds + 1,
      seed: 1
    },
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

async function openPeers(network: string, batch: number): Promise<readonly Peer[]> {
  const keras = { environment: 'tests', script: 'keras_fit.py' } as const
  const torch = { environment: 'bench', script: 'torch_train.py' } as const
  const variants = [
    { ...keras, name: 'Keras fit', variant: 'off' },
    { ...keras, name: 'Keras fit, jit auto', variant: 'auto' },
    { ...torch, name: 'PyTorch', variant: 'contiguous' },
    { ...torch, name: 'PyTorch, channels last', variant: 'channels_last' }
  ]
  const peers: Peer[] = []
  try {
    for (const { variant, ...options } of variants) {
      const parameters = [network, String(batch), variant, digitsFolder]
      const peer = await openPeer({ ...options, parameters })
      if (peer) peers.push(peer)
    }
    return peers
  } catch (error) {
    for (const peer of peers) peer.close()
    throw error
  }
}
