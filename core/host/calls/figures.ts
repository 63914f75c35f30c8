import { z } from 'zod'
import { takes } from '../call.ts'
import { bytes, text } from '../forms.ts'
import type { Cancelable } from '../host-error.ts'

/** An image or a table of a network, as the window made it. A PDF is printed from its SVG, at this size in CSS pixels. */
export type Figure =
  | { readonly format: 'svg' | 'markdown' | 'text'; readonly text: string }
  | { readonly format: 'png'; readonly bytes: Uint8Array }
  | { readonly format: 'pdf'; readonly svg: string; readonly width: number; readonly height: number }

const length = z.number().positive().max(1_000_000)

const figure: z.ZodType<Figure, Figure> = z.discriminatedUnion('format', [
  z.object({ format: z.enum(['svg', 'markdown', 'text']), text }),
  z.object({ format: z.literal('png'), bytes }),
  z.object({ format: z.literal('pdf'), svg: text, width: length, height: length })
])

export const figureCalls = {
  /** Asks where to, and writes. Answers with the path. */
  saveFigure: takes({ name: z.string().max(300), figure }).answers<Cancelable<string>>()
}
