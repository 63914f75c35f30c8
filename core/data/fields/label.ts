import { z } from 'zod'
import { defineField } from './define-field.ts'

const facts = z.object({
  name: z.string(),
  role: z.literal('label'),
  /** Empty while they are not known. */
  classes: z.array(z.string()).readonly(),
  /** Samples of each class, in the order of `classes`. */
  classCounts: z.array(z.int().nonnegative()).readonly()
})
export type LabelFacts = Readonly<z.infer<typeof facts>>

/** One class a sample: its place among the classes. */
export const label = defineField<LabelFacts>({
  role: 'label',
  label: 'Label',
  summary: 'The one class of each sample.',
  facts,
  isTarget: true,
  row: () => ({ dtype: 'int32', shape: [] }),
  identity: ({ classes }) => [classes],
  build: fed => fed,
  describe: ({ classes }) => `${classes.length} classes`,
  misfit({ classes }, [value = -1]) {
    return value >= 0 && value < classes.length ? undefined : `The class ${value} of ${classes.length}.`
  },
  measured(known, column) {
    const classCounts = new Array<number>(known.classes.length).fill(0)
    for (const value of column) classCounts[value] = (classCounts[value] ?? 0) + 1
    return { ...known, classCounts }
  },
  strata: column => Int32Array.from(column),
  classes: ({ classes }) => classes,
  text: ({ classes }, [value = 0]) => classes[value] ?? String(value),
  example: { name: 'label', role: 'label', classes: ['none', 'a', 'b', 'c'], classCounts: [] }
})
