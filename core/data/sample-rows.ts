import type { Column } from './fields/define-field.ts'

/** One sample: a row for each field, by the field's name. */
export type SampleRows = Readonly<Record<string, Column>>
