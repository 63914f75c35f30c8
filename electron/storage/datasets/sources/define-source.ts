import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { DatasetSettings, DatasetSource } from '../../../../core/data/dataset.ts'
import type { FieldFacts } from '../../../../core/data/fields/catalogue.ts'
import type { ImportOffer } from '../../../../core/data/sources/import-offer.ts'
import type { SampleRows } from '../../../../core/data/sample-rows.ts'
import type { Problem } from '../../../../core/problem.ts'
import type { WorkProgress } from '../../../stop-signal.ts'
import type { ImageDecoder } from './image-decoder.ts'

/** What a person chose. */
export interface Chosen {
  /** The word itself, which may be a name and no path. */
  readonly word: string
  readonly path: string
  /** Undefined where nothing is there, or nothing that may be read. */
  readonly kind: 'file' | 'folder' | 'other' | undefined
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

/** Thrown where a source shows only while it is read that it cannot be: the person can mend it. */
export class SourceFault extends Error {
  override readonly name = 'SourceFault'
  readonly problem: Problem

  constructor(problem: Problem, cause?: unknown) {
    super(problem.message, { cause })
    this.problem = problem
  }
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

/**
 * A format that datasets come in: one object, and one line in the catalogue. Dialogs, drop, command line and the list of
 * what can be brought in follow from it.
 */
export interface Source<Form extends DatasetSource = DatasetSource> {
  readonly kind: string
  /** What it needs to be found again, as a project's file keeps it. */
  readonly form: z.ZodType<Form>
  /** What a person can choose: the format itself, or the datasets that it brings along. */
  readonly offers: readonly ImportOffer[]
  /** Whether what was chosen is of this format; undefined where it is not. */
  recognize(chosen: readonly Chosen[]): Promise<Recognition | undefined>
  /** The settings of a new dataset from what was chosen, or what is wrong with it. */
  propose(chosen: readonly Chosen[], name: string | undefined, work: WorkProgress): Promise<Proposed>
  /** Looks at it without reading its samples. Fails with the system's own error where it is not there. */
  list(source: Form, context: SourceContext, work: WorkProgress): Promise<Listing>
  missing(source: Form, context: SourceContext): Problem
}

export function defineSource<Form extends DatasetSource>(source: Source<Form>): Source<Form> {
  return source
}

/** Settings with a new id, and the usual split. */
export function newSettings(
  name: string,
  source: DatasetSource,
  form: Pick<DatasetSettings, 'size' | 'channels' | 'fit' | 'fields'>
): DatasetSettings {
  const id = `dataset-${randomBytes(5).toString('hex')}`
  return { id, name, source, ...form, split: { seed: 1, validation: 0.1, test: 0.1 } }
}
