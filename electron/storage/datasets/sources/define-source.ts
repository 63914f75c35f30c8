import { randomBytes } from 'node:crypto'
import type { DatasetSettings, DatasetSource } from '../../../../core/data/dataset.ts'
import type { FieldFacts } from '../../../../core/data/fields/catalogue.ts'
import type { SampleRows } from '../../../../core/data/sample-rows.ts'
import type { Problem } from '../../../../core/problem.ts'
import type { ImageDecoder } from './image-decoder.ts'

/** What a person chose. */
export interface ChosenPath {
  readonly path: string
  /** Undefined where nothing is there. */
  readonly kind: 'file' | 'folder' | undefined
}

/** Why a source takes what was chosen for its own, and how sure it is, from 0 to 1. */
export interface Recognition {
  readonly confidence: number
  readonly reason: string
}

export type Proposed = { readonly settings: DatasetSettings } | { readonly problems: readonly Problem[] }

/** A file that is left out, and why. */
export interface Skipped {
  readonly file: string
  readonly reason: string
}

export function isSkipped(each: SampleRows | Skipped): each is Skipped {
  return typeof each['reason'] === 'string'
}

/** A source that is ready to be read, once, from the first sample to the last. */
export interface Reading {
  readonly fields: readonly FieldFacts[]
  /** As many as there may be; what cannot be read is among them. */
  readonly count: number
  readonly skipped?: readonly Skipped[]
  samples(): AsyncIterable<readonly (SampleRows | Skipped)[]>
}

/** A source as it is on disk now. */
export interface Listing {
  /** Changes with any file's name, size or time. */
  readonly key: string
  read(settings: DatasetSettings): Promise<Reading | { readonly problems: readonly Problem[] }>
}

/** What sources need of the machine. */
export interface SourceContext {
  /** The folder with the built-in digits. */
  readonly digits: string
  /** Asked for when images have to be decoded, so that nothing else loads the engine. */
  readonly decoder: () => Promise<ImageDecoder>
}

/** A format that datasets come in: one object, and one line in the catalogue. */
export interface FileSource<Source extends DatasetSource = DatasetSource> {
  readonly kind: DatasetSource['kind']
  /** Whether what was chosen is of this format; undefined where it is not. */
  recognize(chosen: readonly ChosenPath[]): Promise<Recognition | undefined>
  /** The settings of a new dataset from what was chosen, or what is wrong with it. */
  propose(chosen: readonly ChosenPath[], name: string | undefined): Promise<Proposed>
  /** Looks at it without reading its samples. Fails with the system's own error where it is not there. */
  list(source: Source, context: SourceContext): Promise<Listing>
  missing(source: Source, context: SourceContext): Problem
}

export type OfKind<Kind extends DatasetSource['kind']> = Extract<DatasetSource, { readonly kind: Kind }>

/** Settings with a new id, and the usual split. */
export function newSettings(
  name: string,
  source: DatasetSource,
  form: Pick<DatasetSettings, 'size' | 'channels' | 'fit' | 'fields'>
): DatasetSettings {
  const id = `dataset-${randomBytes(5).toString('hex')}`
  return { id, name, source, ...form, split: { seed: 1, validation: 0.1, test: 0.1 } }
}
