import { z } from 'zod'
import type { DatasetAbout } from '../../../core/data/dataset.ts'
import { fieldSchema, imageAndLabel, isHeld, rowTooLong } from '../../../core/data/fields/catalogue.ts'
import { readStored } from '../../../core/document/file/project-file.ts'
import { firstFault } from '../../../core/schema-fault.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import type { RunRecord } from '../../../core/train/run.ts'
import { runName } from '../../../core/train/run-name.ts'
import { metricsForm } from './run-metrics.ts'
import { upgradeMetrics } from './upgrade-metrics.ts'

const about = z.object({
  id: z.string(),
  count: z.int().positive(),
  fingerprint: z.string(),
  skipped: z.array(z.object({ file: z.string(), reason: z.string() }))
})

/** The form from before there were fields: images and their labels. */
const imagesAndLabels = about
  .extend({
    height: z.int().positive(),
    width: z.int().positive(),
    channels: z.int().positive(),
    classes: z.array(z.string()),
    classCounts: z.array(z.int().nonnegative())
  })
  .transform(({ id, count, fingerprint, skipped, ...facts }) => ({
    id,
    count,
    fingerprint,
    skipped,
    fields: imageAndLabel(facts)
  }))

export const datasetAboutSchema: z.ZodType<DatasetAbout> = z
  .union([about.extend({ fields: z.array(fieldSchema).min(1) }), imagesAndLabels])
  .refine(({ fields }) => fields.every(isHeld), { error: rowTooLong })

const runSchema = z.object({
  id: z.string(),
  name: z.string().exactOptional(),
  started: z.string(),
  state: z.enum(['queued', 'running', 'stopped', 'done', 'failed', 'interrupted']),
  document: z.unknown(),
  dataset: datasetAboutSchema,
  engine: z.object({ library: z.string(), version: z.string() }),
  parallelism: z.object({ parts: z.int().positive(), threads: z.int().positive() }).exactOptional(),
  test: metricsForm.exactOptional(),
  best: z.object({ epoch: z.int().positive(), test: metricsForm.exactOptional() }).exactOptional(),
  earlyStop: z.object({ epoch: z.int().positive() }).exactOptional(),
  failure: z.object({ message: z.string(), fix: z.string() }).exactOptional()
})

/** Reads what `run.json` holds; epochs lie in a file of their own. `id` is the name of the run's folder. */
export function parseRun(value: unknown, id: string): { readonly run: RunRecord } | { readonly reason: string } {
  const upgraded = upgradeMetrics(value)
  const result = runSchema.safeParse(upgraded)
  if (!result.success) return { reason: firstFault(result.error, upgraded, 'run.json') }
  const parsed = readStored(result.data.document, layerOf)
  if (parsed.document === undefined) {
    const [problem] = parsed.problems
    return { reason: `${problem?.where.path ?? 'document'}: ${problem?.message ?? 'no reason'}` }
  }
  const run = { ...result.data, id, document: parsed.document }
  // Runs from before they had names.
  return { run: { ...run, name: run.name ?? runName(run, []), epochs: [] } }
}
