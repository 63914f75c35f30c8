import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import { parseJson } from '../../../core/json.ts'
import type { EpochMetrics, TrainingFrame } from '../../../core/train/run.ts'
import { writeAtomic } from '../atomic-write.ts'
import { openRegular, readText } from '../regular-file.ts'
import { upgradeMetrics } from './upgrade-metrics.ts'

/** JSON has no word for a loss that grew beyond all numbers, and a curve should show it. */
const value = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)])
export const metricsForm = z.record(z.string(), value)
const count = z.number().int().nonnegative()

const frameForm = z.object({
  run: z.string(),
  epoch: count,
  step: count,
  stepsPerEpoch: count,
  epochs: count,
  metrics: metricsForm,
  learningRate: value.exactOptional(),
  samplesPerSecond: value,
  secondsLeft: value
})
const epochForm = z.object({
  epoch: count,
  metrics: metricsForm,
  validation: metricsForm.exactOptional(),
  learningRate: value.exactOptional(),
  milliseconds: value
})
const lineForm = z.union([
  z.object({ epoch: z.preprocess(upgradeMetrics, epochForm) }),
  z.object({ frame: z.preprocess(upgradeMetrics, frameForm) })
])

export type MetricsLine = { readonly frame: TrainingFrame } | { readonly epoch: EpochMetrics }

export interface Metrics {
  readonly frames: readonly TrainingFrame[]
  readonly epochs: readonly EpochMetrics[]
}

/** For JSON.stringify: numbers that JSON would turn to null as words. */
export function withWords(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

export function metricsLine(line: MetricsLine): string {
  return `${JSON.stringify(line, withWords)}\n`
}

/** All lines that are whole; a crash may have cut the last one off. */
async function readLines(file: string): Promise<readonly MetricsLine[]> {
  const text = (await readText(file)) ?? ''
  return text.split('\n').flatMap(line => parseLine(line) ?? [])
}

function parseLine(line: string): MetricsLine | undefined {
  if (line === '') return undefined
  try {
    return lineForm.safeParse(parseJson(line)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

export async function readMetrics(file: string): Promise<Metrics> {
  const lines = await readLines(file)
  return {
    frames: lines.flatMap(line => ('frame' in line ? line.frame : [])),
    epochs: lines.flatMap(line => ('epoch' in line ? line.epoch : []))
  }
}

/**
 * Opens the file for more lines. What lies behind the place at which training goes on is taken out, since those steps are
 * done again: epochs from `epoch` on, and its frames behind `step`.
 */
export async function openMetrics(
  file: string,
  from: { readonly epoch: number; readonly step: number } | undefined
): Promise<FileHandle> {
  const kept = from === undefined ? [] : (await readLines(file)).filter(line => isBefore(line, from))
  await writeAtomic(file, kept.map(metricsLine).join(''))
  return await openRegular(file, { flags: constants.O_WRONLY | constants.O_APPEND })
}

function isBefore(line: MetricsLine, { epoch, step }: { readonly epoch: number; readonly step: number }): boolean {
  if ('epoch' in line) return line.epoch.epoch < epoch
  return line.frame.epoch < epoch || (line.frame.epoch === epoch && line.frame.step <= step)
}
