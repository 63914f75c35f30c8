import type { z } from 'zod'
import type { Problem } from '../../problem.ts'
import { pathText, schemaFaults } from '../../schema-fault.ts'
import { missingField, unknownField, wrongValue } from './project-problems.ts'

/** What a schema found wrong, one problem for each location. */
export function schemaProblems(error: z.ZodError, value: unknown): readonly Problem[] {
  return schemaFaults(error, value).map(fault => {
    const kind = fault.received === undefined ? missingField : wrongValue
    return kind({ path: pathText(fault.path) }, fault)
  })
}

/** Fields of a file that its schema does not know, and so dropped. */
export function lostFields(given: unknown, kept: unknown, path: readonly PropertyKey[] = []): readonly Problem[] {
  if (typeof given !== 'object' || given === null || typeof kept !== 'object' || kept === null) return []
  return Object.entries(given).flatMap(([field, value]) => {
    const location = [...path, Array.isArray(given) ? Number(field) : field]
    if (!Object.hasOwn(kept, field)) return [unknownField({ path: pathText(location) }, { field })]
    return lostFields(value, (kept as Readonly<Record<string, unknown>>)[field], location)
  })
}
