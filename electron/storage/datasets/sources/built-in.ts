import { join } from 'node:path'
import { z } from 'zod'
import { assert } from '../../../../core/assert.ts'
import { digitsMissing } from '../../../../core/data/dataset-problems.ts'
import { builtInDatasets, type BuiltInDataset } from '../../../../core/data/sources/built-in.ts'
import { hashOf } from '../hash.ts'
import { defineSource, isSkipped, type Chosen, type Listing, type Reading } from './define-source.ts'
import { listPair } from './idx.ts'

/** Raised when a made-up dataset is made up in another way. */
const version = 1
const batchSize = 250

/** Where the built-in digits lie, an IDX pair that the set-up makes. */
function digitFiles(folder: string): { readonly images: string; readonly labels: string } {
  return { images: join(folder, 'images-idx3-ubyte'), labels: join(folder, 'labels-idx1-ubyte') }
}

const names = Object.keys(builtInDatasets) as readonly (keyof typeof builtInDatasets)[]
const nameOf = (chosen: readonly Chosen[]) =>
  names.find(name => chosen.length === 1 && chosen[0]?.word.toLowerCase() === name.toLowerCase())

/** The datasets that the program brings along: they are chosen by name. */
export const builtIn = defineSource({
  kind: 'builtIn',
  form: z.object({ kind: z.literal('builtIn'), name: z.enum(names) }),
  offers: names.map(name => {
    const { settings, summary } = builtInDatasets[name]
    return { id: name, label: settings.name, summary, source: settings.source }
  }),
  recognize(chosen) {
    const isName = nameOf(chosen) !== undefined
    return Promise.resolve(
      isName ? { confidence: 1, reason: 'A dataset of this name comes with the program.' } : undefined
    )
  },
  propose(chosen, name) {
    const found = nameOf(chosen)
    assert(found !== undefined, 'It was recognized by its name.')
    const { settings } = builtInDatasets[found]
    return Promise.resolve({ settings: { ...settings, name: name ?? settings.name } })
  },
  async list({ name }, { digits }) {
    const { made, ofDigit } = builtInDatasets[name]
    if (made) return { key: hashOf([name, version]), read: settings => Promise.resolve(readMade(made, settings)) }
    const pair = await listPair(digitFiles(digits))
    return ofDigit ? ofDigits(pair, ofDigit) : pair
  },
  missing: (_, { digits }) => digitsMissing({ path: digits }, { path: digits })
})

function readMade(
  { count, sample }: NonNullable<BuiltInDataset['made']>,
  { fields = [] }: Parameters<Listing['read']>[0]
): Reading {
  async function* samples() {
    for (let start = 0; start < count; start += batchSize) {
      yield Array.from({ length: Math.min(batchSize, count - start) }, (_, position) => sample(start + position))
    }
  }
  return { fields, count, samples }
}

/** The digits, with something made of each. */
function ofDigits(pair: Listing, made: NonNullable<BuiltInDataset['ofDigit']>): Listing {
  return {
    key: hashOf([pair.key, version]),
    async read(settings) {
      const reading = await pair.read(settings)
      if ('problems' in reading) return reading
      const { samples } = reading
      async function* turned() {
        let index = 0
        for await (const part of samples()) yield part.map(each => (isSkipped(each) ? each : made(each, index++)))
      }
      return { ...reading, fields: settings.fields ?? reading.fields, samples: turned }
    }
  }
}
