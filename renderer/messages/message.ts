import { numberText } from '../../core/number-text.ts'
import { catalogue, type MessageKey } from './catalogue.ts'
import type { english } from './english.ts'

/** The names in braces of a text: `{count} {count:run|runs}` has `count`. */
type NamesIn<Text extends string> = Text extends `${string}{${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name}:${string}` ? Name : Inside) | NamesIn<Rest>
  : never

type ValuesIn<Text extends string> = [NamesIn<Text>] extends [never]
  ? []
  : [values: Readonly<Record<NamesIn<Text>, string | number>>]

/**
 * A text of the catalogue, with its values filled in. `{name}` is a value, whole numbers with thousands apart;
 * `{name:run|runs}` is the first word where the value is 1 and the second otherwise.
 */
export function message<Key extends MessageKey>(key: Key, ...values: ValuesIn<(typeof english)[Key]>): string {
  return fill(catalogue.texts[key], values[0] ?? {})
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
    const value = values[name] ?? ''
    if (one !== undefined) return value === 1 ? one : (many ?? one)
    return typeof value === 'number' && Number.isInteger(value) ? numberText(value) : String(value)
  })
}
