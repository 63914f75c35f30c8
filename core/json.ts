/** What a project file, a parameter and a host call may hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = Readonly<Record<string, Json>>

/** Far deeper than all that is written here, and so shallow that code that walks a value may call itself. */
const deepest = 100
const tooDeep = `It is nested deeper than ${deepest} levels`

/** `JSON.parse` for a text from outside. Throws SyntaxError for one that is no JSON, or is nested deeper than any is here. */
export function parseJson(text: string): unknown {
  if (isTextTooDeep(text)) throw new SyntaxError(tooDeep)
  return JSON.parse(text)
}

/** Counts brackets outside of strings, so that a text of brackets alone takes no memory. */
function isTextTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') at = endOfString(text, at)
    else if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth -= 1
    if (depth > deepest) return true
  }
  return false
}

/** Where the string that begins at a quote has its last one. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '"') return at
    if (text[at] === '\\') at += 1
  }
  return text.length
}

/** What is wrong with a value that came as one, such as a host call's; undefined where it is nested as deep as is allowed. */
export function depthFault(value: unknown): string | undefined {
  let level = objectsIn([value])
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === deepest) return tooDeep
    // Once each, as a value can hold the same object in many places, and itself.
    level = [...new Set(level.flatMap(each => objectsIn(Object.values(each))))]
  }
  return undefined
}

function objectsIn(values: readonly unknown[]): readonly object[] {
  return values.filter(
    (value): value is object => typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)
  )
}
