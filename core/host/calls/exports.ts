import { z } from 'zod'
import { writableFormats } from '../../exchange/catalogue.ts'
import { takes } from '../call.ts'
import { ofModel, path, text } from '../forms.ts'
import type { Cancelable } from '../host-error.ts'

export interface Exported {
  readonly path: string
  /** The format's id. */
  readonly format: string
  /** Between the trained network's logits and those of the file read back, over `samples` test images. */
  readonly maxAbsDifference: number
  readonly samples: number
  /** A Python program that loads what was written. */
  readonly code: string
}

export interface ExportEvents {
  /** How many samples have been compared of what was written. */
  exporting: { readonly done: number; readonly total: number }
}

export const exportCalls = {
  /** Asks where to, and proposes what the project is called; writes, reads back, proves. */
  exportModel: takes({
    ...ofModel,
    format: z.enum(writableFormats.map(({ id }) => id)),
    name: text
  }).answersStoppably<Cancelable<Exported>>(),
  showInFolder: takes({ path }).answers()
}
