import type { ExportFormat } from '../host.ts'
import type { ExchangeFormat } from './format.ts'
import { keras } from './keras/keras.ts'
import { savedModel } from './saved-model/saved-model.ts'

/** All formats, in the order of the export place. */
export const exchangeFormats: Readonly<Record<ExportFormat, ExchangeFormat>> = { keras, savedModel }
