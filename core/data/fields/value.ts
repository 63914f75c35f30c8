import { z } from 'zod'
import { defineField } from './define-field.ts'

const facts = z.object({
  name: z.string(),
  role: z.literal('value'),
  /** What stands behind the number, such as `°`. */
  unit: z.string(),
  /** The least and the greatest; undefined while they are not known. */
  range: z.tuple([z.number(), z.number()]).readonly().optional()
})
export type ValueFacts = Readonly<z.infer<typeof facts>>

/** A measured number: [1], so that a dense layer of one unit predicts it. */
export const value = defineField<ValueFacts>({
  role: 'value',
  label: 'Value',
  summary: 'A number a sample, such as an angle or a price.',
  facts,
  isSignal: true,
  isTarget: true,
  row: () => ({ dtype: 'float32', shape: [1] }),
  identity: ({ name, unit }) => [name, 'value', unit],
  build: fed => fed,
  describe: ({ unit, range }) =>
    range ? `${Number(range[0].toFixed(2))} to ${Number(range[1].toFixed(2))}${unit}` : unit,
  misfit: (_, [number = NaN]) => (Number.isFinite(number) ? undefined : 'It is not a number.'),
  measured(known, column) {
    let [least, greatest] = [Infinity, -Infinity]
    for (const each of column) {
      least = Math.min(least, each)
      greatest = Math.max(greatest, each)
    }
    return { ...known, range: [least, greatest] }
  },
  text: ({ unit }, [number = 0]) => `${Number(number.toFixed(2))}${unit}`,
  example: { name: 'angle', role: 'value', unit: '°' }
})
