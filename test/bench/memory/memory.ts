import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { forecastMemory } from '../../../core/train/memory/memory.ts'
import { availableCores } from '../../../electron/machine/cores.ts'
import { digits } from '../../digits.ts'
import type { BenchOptions } from '../bench.ts'
import { type Measurement, measurementOf } from '../measurement.ts'
import { memoryCase, memoryCases } from './memory-cases.ts'
import type { ThreadTask } from './memory-thread.ts'
import { trainSome } from '../train-some.ts'

const rounds = 3

/** The forecast of a training's memory over what a dry run of the real engine takes, each in a process of its own. */
export async function* benchMemory({ cases: kept, batches: only }: BenchOptions): AsyncGenerator<Measurement> {
  for (const [name, batches] of memoryCases) {
    if (kept.length > 0 && !kept.includes(name)) continue
    for (const batch of only.length > 0 ? only : batches) {
      const ratios = Array.from({ length: rounds }, () => measure(name, batch)).map(
        ({ forecast, measured }) => forecast / measured
      )
      const about = { bench: 'memory', case: name, batch, precision: 'float32' } as const
      yield await Promise.resolve(measurementOf({ ...about, metric: 'forecast over measured' }, ratios))
      const off = ratios.map(ratio => Math.abs(ratio - 1))
      yield measurementOf({ ...about, metric: 'share that the forecast is off by', goal: 0.2 }, off)
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

/**
 * Trains some steps, evaluates, saves, and prints how far this process grew beside the forecast. As in the program, the
 * training has a thread of its own, and TensorFlow is there before it. Linux alone tells.
 */
export async function dryRun({ cases: [name = 'lenet5'], batches: [batch = 32] }: BenchOptions): Promise<void> {
  const whole = digits()
  const few = { ...whole, about: { ...whole.about, count: 8 } }
  await trainSome(memoryCase('lenet5', 1, few.about), few)
  const before = residentBytes('VmRSS')
  writeFileSync('/proc/self/clear_refs', '5')
  await trainInThread({ name, batch })
  const measured = residentBytes('VmHWM') - before
  const forecast = forecastMemory({ ...memoryCase(name, batch, whole.about), cores: availableCores() }).at(batch).total
  process.stdout.write(`${JSON.stringify({ forecast, measured })}\n`)
}

async function trainInThread(task: ThreadTask): Promise<void> {
  const thread = new Worker(join(dirname(process.argv[1] ?? ''), 'memory-thread.cjs'), {
    workerData: task
  })
  const [code] = (await once(thread, 'exit')) as readonly unknown[]
  if (code !== 0) throw new Error(`The thread that trains ended with ${String(code)}.`)
}

function residentBytes(line: 'VmRSS' | 'VmHWM'): number {
  const text = readFileSync('/proc/self/status', 'utf8')
  return Number(new RegExp(`${line}:\\s+(\\d+) kB`).exec(text)?.[1]) * 1024
}
