import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import type { PackedDataset } from '../../core/data/dataset.ts'
import type { Engine } from '../../core/engine.ts'
import { writeSafetensors, type FileTensor } from '../../core/exchange/safetensors.ts'
import { forecastMemory, type MemoryQuestion } from '../../core/train/memory.ts'
import { train } from '../../core/train/train.ts'
import { openEngine } from '../../electron/engine/engine.ts'
import { digits } from '../digits.ts'
import type { BenchOptions } from './bench.ts'
import { type Figure, figureOf } from './figure.ts'
import { memoryCase, memoryCases } from './memory-cases.ts'

const rounds = 3
const steps = 4

/** The forecast of a training's memory over what a dry run of the real engine takes, each in a process of its own. */
export async function* benchMemory({ cases: kept, batches: only }: BenchOptions): AsyncGenerator<Figure> {
  for (const [name, batches] of memoryCases) {
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
  // The library, its threads and the compiled code are there before any training.
  const few = {
    about: { ...whole.about, count: 8 },
    pictures: whole.pictures.subarray(0, 8 * 28 * 28),
    labels: whole.labels.subarray(0, 8)
  }
  await trainSome(engine, memoryCase('lenet5', 1, few.about), few)
  const before = residentBytes('VmRSS')
  writeFileSync('/proc/self/clear_refs', '5')
  const question = memoryCase(name, batch, whole.about)
  // The thread that trains reads the pictures from the disk.
  await trainSome(engine, question, { ...whole, pictures: whole.pictures.slice() })
  const measured = residentBytes('VmHWM') - before
  process.stdout.write(`${JSON.stringify({ forecast: forecastMemory(question).at(batch).total, measured })}\n`)
}

async function trainSome(engine: Engine, question: MemoryQuestion, dataset: PackedDataset): Promise<void> {
  const { count } = dataset.about
  await train({
    ...question,
    engine,
    dataset,
    parts: {
      train: Int32Array.from({ length: steps * question.recipe.batchSize }, (_, index) => index % count),
      validation: Int32Array.from({ length: Math.min(256, count) }, (_, index) => index),
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
}

function residentBytes(line: 'VmRSS' | 'VmHWM'): number {
  const text = readFileSync('/proc/self/status', 'utf8')
  return Number(new RegExp(`${line}:\\s+(\\d+) kB`).exec(text)?.[1]) * 1024
}
