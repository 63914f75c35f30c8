import { z } from 'zod'
import { boxes } from './boxes.ts'
import { caption } from './caption.ts'
import { type Field, type NamedField, rowBytes } from './define-field.ts'
import { image } from './image.ts'
import { label } from './label.ts'
import { mask } from './mask.ts'
import { value } from './value.ts'

/** Every role that a field can have. */
export const fieldCatalogue = [image, label, value, boxes, mask, caption] as const

type FactsOf<Entry> = Entry extends Field<infer Facts> ? Facts : never
/** What is known of one field: its name, its role, and the role's own. */
export type FieldFacts = FactsOf<(typeof fieldCatalogue)[number]>
export type Role = FieldFacts['role']
export type FactsOfRole<Name extends Role> = Extract<FieldFacts, { readonly role: Name }>

const byRole: Readonly<Record<string, Field>> = Object.fromEntries(fieldCatalogue.map(field => [field.role, field]))

/** The entry of a field's role. Facts come out of `fieldSchema`, so the role is known. */
export function roleOf({ role }: { readonly role: Role }): Field {
  return byRole[role] as Field
}

export function isRole(role: string): role is Role {
  return Object.hasOwn(byRole, role)
}

export const fieldSchema = z.union(fieldCatalogue.map(({ facts }) => facts)) as unknown as z.ZodType<
  FieldFacts,
  FieldFacts
>

/** As many bytes as one row of a field has at most: several rows lie in memory several times. */
export const largestRow = 64 * 1024 * 1024

/** Whether a row of it can be held: asked of what a file says, before memory is taken for one. */
export function isHeld(field: FieldFacts): boolean {
  return rowBytes(roleOf(field).row(field)) <= largestRow
}

export const rowTooLong = `A row takes more than ${largestRow / 2 ** 20} MB`

/** Roles that layers compute with, where a port says nothing of roles. */
export const signals: readonly Role[] = fieldCatalogue.flatMap(({ role, isSignal }) =>
  isSignal === true ? [role] : []
)

/** The first field of a role. */
export function fieldOf<Name extends Role>(fields: readonly FieldFacts[], role: Name): FactsOfRole<Name> | undefined {
  return fields.find((field): field is FactsOfRole<Name> => field.role === role)
}

/** Bytes of one sample of these fields. */
export function sampleBytes(fields: readonly FieldFacts[]): number {
  return fields.reduce((sum, field) => sum + rowBytes(roleOf(field).row(field)), 0)
}

/** What people call the classes of a field; empty where it has none. */
export function classesOf(field: FieldFacts | undefined): readonly string[] {
  return (field && roleOf(field).classes?.(field)) ?? []
}

/** The fields of a dataset that says nothing of them: an image and its label. */
export const usualFields = [
  { name: 'image', role: 'image' },
  { name: 'label', role: 'label' }
] as const satisfies readonly NamedField[]

/** The fields of one of these datasets; undefined where there is none of this id. */
export function namedFields(
  datasets: Readonly<Record<string, { readonly fields?: readonly NamedField[] }>> = {},
  id: string
): readonly NamedField[] | undefined {
  const dataset = Object.hasOwn(datasets, id) ? datasets[id] : undefined
  return dataset && (dataset.fields ?? usualFields)
}

interface ImageAndLabel {
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly classes?: readonly string[]
  readonly classCounts?: readonly number[]
}

/** What is known of them. */
export function imageAndLabel({ height, width, channels, classes = [], classCounts = [] }: ImageAndLabel) {
  const [image, label] = usualFields
  return [
    { ...image, height, width, channels },
    { ...label, classes: [...classes], classCounts: [...classCounts] }
  ] as const satisfies readonly FieldFacts[]
}
