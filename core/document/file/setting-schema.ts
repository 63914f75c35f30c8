import { z } from 'zod'
import { unreachable } from '../../assert.ts'
import type { Kind, Parameter } from '../../parameters.ts'

/** The schema of a setting: one branch a kind, each parameter within its table's range or left out. */
export function settingSchema<Setting extends { readonly kind: string }>(kinds: readonly Kind[]): z.ZodType<Setting> {
  const branches = kinds.map(({ kind, parameters }) => {
    const rows = Object.entries(parameters).map(([name, parameter]) => [name, valueSchema(parameter).exactOptional()])
    return z.object({ kind: z.literal(kind), ...(Object.fromEntries(rows) as z.ZodRawShape) })
  })
  // Built from tables, its type is known to the tables alone.
  return z.discriminatedUnion('kind', branches as unknown as [z.ZodObject]) as unknown as z.ZodType<Setting>
}

function valueSchema(parameter: Parameter): z.ZodType {
  switch (parameter.kind) {
    case 'integer':
      return z.int().min(parameter.min).max(parameter.max)
    case 'number':
      return z.number().min(parameter.min).max(parameter.max)
    case 'toggle':
      return z.boolean()
    case 'choice':
      return z.enum(parameter.options)
    case 'pair':
    case 'list':
      return z.array(z.int().min(parameter.min).max(parameter.max)).max(100)
    case 'text':
      return z.string().max(1000)
    case 'settings':
      return z.array(settingSchema(parameter.kinds)).max(100)
    default:
      return unreachable(parameter)
  }
}
