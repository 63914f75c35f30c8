import { defaultsOf, type ParameterTable, type ValuesOf } from './parameters.ts'

/** One kind of a thing that comes in several, such as an optimizer: each has a parameter table of its own. */
export interface Kind {
  readonly kind: string
  readonly label: string
  readonly summary: string
  readonly parameters: ParameterTable
}

/**
 * A kind with its values, as a document keeps it. What is left out has the table's default, so that a kind may grow
 * a parameter and older files stay as they are.
 */
export type SettingOf<Each extends Kind> = Each extends Kind
  ? { readonly kind: Each['kind'] } & Readonly<Partial<ValuesOf<Each['parameters']>>>
  : never

/** The kind of this name. Documents are checked before: any other name is a bug. */
export function kindOf<Each extends Kind>(kinds: readonly Each[], name: string): Each {
  const found = kinds.find(({ kind }) => kind === name)
  if (found === undefined) throw new Error(`There is no ${name} among ${kinds.map(({ kind }) => kind).join(', ')}.`)
  return found
}

/** All values of a setting, defaults filled in. */
export function completeSetting(
  { parameters }: Kind,
  setting: Readonly<Record<string, unknown>>
): Readonly<Record<string, unknown>> {
  const given = Object.entries(setting).filter(
    ([name, value]) => Object.hasOwn(parameters, name) && value !== undefined
  )
  return { ...defaultsOf(parameters), ...Object.fromEntries(given) }
}
