import { english } from './english.ts'

export type MessageKey = keyof typeof english

/** The window's texts in one language. What a translation lacks is shown in English. */
export type Translation = Readonly<Partial<Record<MessageKey, string>>>

/** By language, as `de` or `pt-BR`. A further language is one file and one line here. */
const translations: Readonly<Record<string, Translation>> = { en: english }

export interface Catalogue {
  readonly language: string
  readonly texts: Readonly<Record<MessageKey, string>>
}

/** The texts of the first language that a person prefers and that there is, or of English. */
export function catalogueFor(preferred: readonly string[], known = translations): Catalogue {
  for (const wanted of preferred) {
    const [general = wanted] = wanted.split('-')
    const language = known[wanted] === undefined ? general : wanted
    const texts = known[language]
    if (texts !== undefined) return { language, texts: { ...english, ...texts } }
  }
  return { language: 'en', texts: english }
}

/** The catalogue of this window, chosen once. */
export const catalogue = catalogueFor(globalThis.navigator?.languages ?? [])
