import { z } from 'zod'
import type { DatasetSettings, SplitName } from '../data/dataset.ts'
import type { Image } from '../data/place-image.ts'
import { datasetSchema } from '../document/file/document-schema.ts'
import { readDocument } from '../document/file/project-file.ts'
import type { Document } from '../document/records.ts'
import type { Json } from '../json.ts'
import { layerOf } from '../layers/catalogue.ts'
import { runWeights } from '../model/model.ts'

// What the arguments of several nouns' calls are made of.

/** The id of a project that the window has open, a run, a template. */
export const id = z.string().min(1).max(200)
export const path = z.string().min(1).max(4096)
export const droppedPaths = z.array(path).min(1).max(100_000).readonly()
export const count = z.number().int().min(0)
export const bytes: z.ZodType<Uint8Array, Uint8Array> = z.instanceof(Uint8Array)
/** As long as the drawing of a network of thousands of layers may be. */
export const text = z.string().max(100_000_000)
export const split = z.enum(['train', 'validation', 'test']) satisfies z.ZodType<SplitName>

export const datasetSettings: z.ZodType<DatasetSettings, DatasetSettings> = datasetSchema

/**
 * Which model a call is about: a run, its best weights unless the last are named, or a model from a file; and the dataset
 * that it is tested on instead of its own.
 */
export const ofModel = {
  project: id,
  model: id,
  weights: z.enum(runWeights).optional(),
  data: datasetSettings.optional()
}

export const image: z.ZodType<Image, Image> = z.object({ height: count, width: count, channels: count, bytes })

/** The values of parameters, by name. */
export const values: z.ZodType<Readonly<Record<string, Json>>, Readonly<Record<string, Json>>> = z.record(
  z.string(),
  z.json()
)

/** A whole document, checked as a project's file is. */
export const document: z.ZodType<Document, Document> = z.custom<Document>().transform((value, context) => {
  const read = readDocument(value, layerOf)
  if (read.document !== undefined) return read.document
  for (const { message } of read.problems) context.addIssue(message)
  return z.NEVER
})
