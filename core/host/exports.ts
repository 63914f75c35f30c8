import { z } from 'zod'
import { exportFormats, type ExportFormat } from '../exchange/catalogue.ts'
import { takes } from './call.ts'
import { ofModel, path } from './forms.ts'
import type { Cancelable } from './host-error.ts'

export interface Exported {
  readonly path: string
  readonly format: ExportFormat
  /** Between the trained network's logits and those of the file read back, over `samples` test images. */
  readonly maxAbsDifference: number
  readonly samples: number
}

export const exportCalls = {
  /** Asks where to, writes, reads back, proves. */
  exportModel: takes({ ...ofModel, format: z.enum(exportFormats) }).answers<Cancelable<Exported>>(),
  showInFolder: takes({ path }).answers()
}
