import { unreachable } from './assert.ts'
import type { Json } from './json.ts'
import type { Parameter } from './parameters.ts'

/** What a person types for a parameter, `--set size=64x48`, in the parameter's own type; the text itself where it is none. */
export function valueFromText(parameter: Parameter, text: string): Json {
  switch (parameter.kind) {
    case 'integer':
    case 'number':
      return numberOr(text)
    case 'toggle':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'pair': {
      const sides = text.split(/[x×,]/).map(numberOr)
      return sides.length === 1 ? (sides[0] ?? text) : sides
    }
    case 'choice':
    case 'text':
      return text
    default:
      return unreachable(parameter)
  }
}

function numberOr(text: string): Json {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}
