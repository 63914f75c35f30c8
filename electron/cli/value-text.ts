import { type Json, parseJson } from '../../core/json.ts'

/** A value as it is written after `=`: JSON where it is JSON, otherwise the text itself; `32x24` is a pair. */
export function valueOf(text: string): Json {
  const pair = /^(\d+)[x×](\d+)$/.exec(text)
  if (pair) return [Number(pair[1]), Number(pair[2])]
  try {
    return parseJson(text) as Json
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}

export function valuesOf(pairs: readonly (readonly [string, string])[]): Readonly<Record<string, Json>> {
  return Object.fromEntries(pairs.map(([name, text]) => [name, valueOf(text)]))
}
