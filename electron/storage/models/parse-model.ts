import { z } from 'zod'
import { fieldSchema, isHeld, rowTooLong } from '../../../core/data/fields/catalogue.ts'
import { readStored } from '../../../core/document/file/project-file.ts'
import { firstFault } from '../../../core/schema-fault.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import type { Model } from '../../../core/model/model.ts'

const schema = z.object({
  name: z.string(),
  made: z.string(),
  origin: z.object({ kind: z.literal('file'), file: z.string(), format: z.string() }),
  document: z.unknown(),
  datasets: z.record(z.string(), z.object({ fields: z.array(fieldSchema.refine(isHeld, { error: rowTooLong })) }))
})

/** Reads what `model.json` holds. `id` is the name of the model's folder. */
export function parseModel(value: unknown, id: string): { readonly model: Model } | { readonly reason: string } {
  const result = schema.safeParse(value)
  if (!result.success) return { reason: firstFault(result.error, value, 'model.json') }
  const parsed = readStored(result.data.document, layerOf)
  if (parsed.document === undefined) {
    const [problem] = parsed.problems
    return { reason: `${problem?.where.path ?? 'document'}: ${problem?.message ?? 'no reason'}` }
  }
  return { model: { ...result.data, id, document: parsed.document } }
}
