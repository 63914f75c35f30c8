import type { ExchangeFormat } from './format.ts'
import { keras } from './keras/keras.ts'
import { savedModel } from './saved-model/saved-model.ts'

/** All formats, in the order of the export place. */
export const exchangeFormats = { keras, savedModel } as const satisfies Readonly<Record<string, ExchangeFormat>>

export type ExportFormat = keyof typeof exchangeFormats
export const exportFormats = Object.keys(exchangeFormats) as readonly ExportFormat[]
