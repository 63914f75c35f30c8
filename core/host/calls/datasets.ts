import { z } from 'zod'
import type { DatasetAbout, DatasetSettings } from '../../data/dataset.ts'
import type { ImportOffer, Recognized } from '../../data/sources/import-offer.ts'
import type { SampleQuery, Samples } from '../../data/select-samples.ts'
import { takes } from '../call.ts'
import { count, datasetSettings as settings, droppedPaths, id, split } from '../forms.ts'
import type { Cancelable } from '../host-error.ts'

export interface Imported {
  readonly settings: DatasetSettings
  readonly about: DatasetAbout
  readonly recognized: Recognized
}

const query: z.ZodType<SampleQuery, SampleQuery> = z.object({
  split: split.optional(),
  classIndex: count.optional(),
  indices: z.array(count).max(10_000).optional(),
  offset: count,
  count: count.max(10_000)
})

export const datasetCalls = {
  /** Packs the dataset when its cache is missing or its settings changed. */
  describeDataset: takes({ project: id, settings }).answersByStoppableJob<DatasetAbout>(),
  /** All that can be brought in. */
  importOffers: takes({}).answers<readonly ImportOffer[]>(),
  /** Asks the person for files where the offer needs some. */
  importOffer: takes({ project: id, offer: id }).answersStoppably<Cancelable<Imported>>(),
  /** Files or a folder dropped on the window. */
  importDropped: takes({ project: id, paths: droppedPaths }).answersStoppably<Imported>(),
  samples: takes({ project: id, settings, query }).answersByJob<Samples>()
}

export interface DatasetEvents {
  /** Samples; while files are looked for, those that were found, and `total` is not known. */
  importing: { readonly name: string; readonly done: number; readonly total: number | undefined }
}
