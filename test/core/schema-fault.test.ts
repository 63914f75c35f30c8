import { expect, it } from 'vitest'
import { z } from 'zod'
import { firstFault } from '../../core/schema-fault.ts'

const form = z.object({
  epochs: z.int().min(1).max(10),
  rate: z.number().positive(),
  name: z.string().max(3),
  kind: z.enum(['adam', 'sgd']),
  bounds: z
    .tuple([z.number(), z.number()])
    .refine(([low, high]) => low < high, { error: 'The bounds are the wrong way round' }),
  rows: z.array(z.object({ size: z.number() })).min(1)
})
const good = { epochs: 1, rate: 0.1, name: 'a', kind: 'adam', bounds: [0, 1], rows: [{ size: 1 }] }

it.each([
  [{ epochs: 11 }, 'epochs: Found 11; expected at most 10.'],
  [{ epochs: 0.5 }, 'epochs: Found 0.5; expected a whole number.'],
  [{ epochs: undefined }, 'epochs: The field "epochs" is missing; expected a number.'],
  [{ rate: 0 }, 'rate: Found 0; expected more than 0.'],
  [{ rate: 'fast' }, 'rate: Found "fast"; expected a number.'],
  [{ name: 'long' }, 'name: Found "long"; expected a length of at most 3.'],
  [{ kind: 'adan' }, 'kind: Found "adan"; expected one of adam, sgd.'],
  [{ rows: [{ size: 1 }, { size: null }] }, 'rows[1].size: Found null; expected a number.'],
  [{ bounds: [1, 0] }, 'bounds: The bounds are the wrong way round.'],
  [{ rows: new Uint8Array(1e6) }, 'rows: Found "…"; expected a list.']
])('says what was found and what is expected: %o', (wrong, says) => {
  const value = { ...good, ...wrong }
  const { error } = form.safeParse(value)
  expect(error && firstFault(error, value, 'the file')).toBe(says)
})

it('names the whole where all of it is of another kind', () => {
  const { error } = form.safeParse([])
  expect(error && firstFault(error, [], 'run.json')).toBe('run.json: Found []; expected an object.')
})
