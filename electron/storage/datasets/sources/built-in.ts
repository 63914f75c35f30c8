import { join } from 'node:path'
import { digitsMissing } from '../../../../core/data/dataset-problems.ts'
import { builtInDatasets, type BuiltInDataset } from '../../../../core/data/sources/built-in.ts'
import { hashOf } from '../hash.ts'
import { isSkipped, type FileSource, type Listing, type OfKind, type Reading } from './define-source.ts'
import { listPair } from './idx.ts'

/** Raised when a made-up dataset is made up in another way. */
const version = 1
const batchSize = 250

/** Where the built-in digits lie, an IDX pair that the set-up makes. */
function digitFiles(folder: string): { readonly images: string; readonly labels: string } {
  return { images: join(folder, 'images-idx3-ubyte'), labels: join(folder, 'labels-idx1-ubyte') }
}

/** The datasets that the program brings along: they are chosen by name, not recognized. */
export const builtIn: FileSource<OfKind<'builtIn'>> = {
  kind: 'builtIn',
  recognize: () => Promise.resolve(undefined),
  propose: () => Promise.resolve({ problems: [] }),
  async list({ name }, { digits }) {
    const { made, ofDigit } = builtInDatasets[name]
    if (made) return { key: hashOf([name, version]), read: settings => Promise.resolve(readMade(made, settings)) }
    const pair = await listPair(digitFiles(digits))
    return ofDigit ? ofDigits(pair, ofDigit) : pair
  },
  missing: (_, { digits }) => digitsMissing({ path: digits }, { path: digits })
}

function readMade(
  { count, sample }: NonNullable<BuiltInDataset['made']>,
  { fields = [] }: Parameters<Listing['read']>[0]
): Reading {
  async function* samples() {
    for (let start = 0; start < count; start += batchSize) {
      yield Array.from({ length: Math.min(batchSize, count - start) }, (_, place) => sample(start + place))
      await new Promise(setImmediate)
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
