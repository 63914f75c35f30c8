import { defaultsOf, labelOf, type Kind, type Setting, type ValuesOf } from './parameters.ts'

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

/** Settings in words, each with what differs from its defaults: `Horizontal flip (probability 0.3)`. */
export function settingsText(kinds: readonly Kind[], settings: readonly Setting[]): string {
  return settings
    .map(({ kind: name, ...values }) => {
      const { label, parameters } = kindOf(kinds, name)
      const set = Object.entries(values).flatMap(([row, value]) => {
        const parameter = parameters[row]
        if (parameter === undefined || value === parameter.default) return []
        return `${labelOf(row, parameter).toLowerCase()} ${typeof value === 'string' ? value : JSON.stringify(value)}`
      })
      return set.length === 0 ? label : `${label} (${set.join(', ')})`
    })
    .join(', ')
}
