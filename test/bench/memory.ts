import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { writeSafetensors, type FileTensor } from '../../core/exchange/safetensors.ts'
import type { PackedDataset } from '../../core/data/dataset.ts'
import type { Drawing } from '../../core/graph/drawing.ts'
import { inferNetwork } from '../../core/network/infer.ts'
import { forecastMemory } from '../../core/train/memory.ts'
import type { Recipe } from '../../core/train/recipe.ts'
import { train } from '../../core/train/train.ts'
import { drawZooNetwork } from '../../core/templates.ts'
import { openEngine } from '../../electron/engine/engine.ts'
import { basicResNet, vgg } from '../core/network/classic-networks.ts'
import { digits } from '../digits.ts'
import type { BenchOptions } from './bench.ts'
import { type Figure, figureOf } from './figure.ts'

const rounds = 3
const steps = 4
const vgg11 = [64, 'M', 128, 'M', 256, 256, 'M', 512, 512, 'M', 512, 512, 'M'] as const

/** Small and large, with many weights and with many activations. */
const cases: readonly (readonly [name: string, batches: readonly number[]])[] = [
  ['lenet5', [512, 4096]],
  ['mnistCnn', [128, 1024]],
  ['inceptionDigits', [128, 512]],
  ['residualDigits', [128, 512]],
  ['resnet18 64×64', [16, 64]],
  ['resnet18 160×160', [8]],
  ['vgg11 32×32', [8, 64]],
  ['resnet20', [128]],
  ['googlenet', [4]],
  ['mobilenetv2', [4]],
  ['squeezenet', [8]]
]

/** The forecast of a training's memory over what a dry run of the real engine takes, each in a process of its own. */
export async function* benchMemory({ cases: kept, batches: only }: BenchOptions): AsyncGenerator<Figure> {
  for (const [name, batches] of cases) {
    if (kept.length > 0 && !kept.includes(name)) continue
    for (const batch of only.length > 0 ? only : batches) {
      const ratios = Array.from({ length: rounds }, () => measure(name, batch)).map(
        ({ forecast, measured }) => forecast / measured
      )
      const about = { bench: 'memory', case: name, batch, precision: 'float32' } as const
      yield await Promise.resolve(figureOf({ ...about, metric: 'forecast over measured' }, ratios))
      const off = ratios.map(ratio => Math.abs(ratio - 1))
      yield figureOf({ ...about, metric: 'share that the forecast is off by', goal: 0.2 }, off)
    }
  }
}

interface Measured {
  readonly forecast: number
  readonly measured: number
}

function measure(name: string, batch: number): Measured {
  const program = process.argv[1] ?? ''
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [program, dryRunName, '--case', name, '--batch', String(batch)],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe']
    }
  )
  if (status !== 0) throw new Error(`The dry run of ${name} at ${batch} failed. ${stderr}`)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured
}

/** What the process that measures is called with. */
export const dryRunName = 'memory-dry-run'

/** Trains some steps, scores, saves, and prints how far this process grew beside the forecast. Linux alone tells. */
export async function dryRun({ cases: [name = 'lenet5'], batches: [batch = 32] }: BenchOptions): Promise<void> {
  const engine = openEngine()
  const whole = digits()
  const run = async (drawing: Drawing, batchSize: number, dataset: PackedDataset): Promise<() => number> => {
    const datasets = { digits: dataset.about }
    const network = inferNetwork(drawing, datasets)
    const recipe: Recipe = { ...adam, batchSize, epochs: 1, seed: 1 }
    await train({
      engine,
      network,
      datasets,
      recipe,
      dataset,
      parts: {
        train: Int32Array.from({ length: steps * batchSize }, (_, index) => index % dataset.about.count),
        validation: Int32Array.from({ length: Math.min(256, dataset.about.count) }, (_, index) => index),
        test: new Int32Array()
      },
      environment: { now: () => performance.now(), pause: () => new Promise(resolve => setImmediate(resolve)) },
      signal: { isStopped: false },
      preparing: () => undefined,
      frame: () => undefined,
      epoch: () => Promise.resolve(),
      save: ({ tensors }) =>
        Promise.resolve(void writeSafetensors({ tensors: tensors as Record<string, FileTensor>, metadata: {} }))
    })
    return () => forecastMemory({ network, datasets, recipe, dataset: dataset.about }).at(batchSize).total
  }
  // The library, its threads and the compiled code are there before any training.
  const few = {
    ...whole,
    about: { ...whole.about, count: 8 },
    pictures: whole.pictures.subarray(0, 8 * 28 * 28),
    labels: whole.labels.subarray(0, 8)
  }
  await run(drawingOf('lenet5'), 1, few)
  const before = residentBytes('VmRSS')
  writeFileSync('/proc/self/clear_refs', '5')
  const forecast = await run(drawingOf(name), batch, whole)
  const measured = residentBytes('VmHWM') - before
  process.stdout.write(`${JSON.stringify({ forecast: forecast(), measured })}\n`)
}

const adam = {
  updates: [{ name: 'all', optimiser: { kind: 'adam', learningRate: 0.0001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } }]
} as const

function residentBytes(line: 'VmRSS' | 'VmHWM'): number {
  const text = readFileSync('/proc/self/status', 'utf8')
  return Number(new RegExp(`${line}:\\s+(\\d+) kB`).exec(text)?.[1]) * 1024
}

/** `resnet18 64×64`: a network of the literature on the digits, brought to that size. */
function drawingOf(name: string): Drawing {
  const [network, size] = name.split(' ')
  const side = Number(size?.split('×')[0])
  if (network === 'resnet18') return onDigits(basicResNet([2, 2, 2, 2]), side)
  if (network === 'vgg11') return onDigits(vgg(vgg11), side)
  const drawn = drawZooNetwork(name, { dataset: 'digits' })
  if ('problems' in drawn) throw new Error(drawn.problems.map(({ message }) => message).join(' '))
  return drawn.drawing
}

function onDigits(drawing: Drawing, side: number): Drawing {
  const changed = Object.values(drawing.nodes).map(node => {
    const own = {
      data: { size: [side, side], dataset: 'digits' },
      dense: { units: node.parameters['units'] === 1000 ? 10 : node.parameters['units'] }
    }
    const given = own[node.type as keyof typeof own]
    return [node.id, given === undefined ? node : { ...node, parameters: { ...node.parameters, ...given } }] as const
  })
  return { ...drawing, nodes: Object.fromEntries(changed) as Drawing['nodes'] }
}
