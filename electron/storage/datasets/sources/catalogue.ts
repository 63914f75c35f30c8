import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { DatasetSettings, DatasetSource } from '../../../../core/data/dataset.ts'
import { notRecognized, nothingThere, nothingToImport, unknownSource } from '../../../../core/data/dataset-problems.ts'
import type { ImportOffer, Recognized } from '../../../../core/data/sources/import-offer.ts'
import { isEqual } from '../../../../core/document/equal.ts'
import type { Problem } from '../../../../core/problem.ts'
import type { WorkProgress } from '../../../stop-signal.ts'
import { codeOf } from '../../atomic-write.ts'
import { builtIn } from './built-in.ts'
import {
  SourceFault,
  type Chosen,
  type Listing,
  type Recognition,
  type Source,
  type SourceContext
} from './define-source.ts'
import { folder } from './folder.ts'
import { idx } from './idx.ts'

/** Every format that datasets come in. */
export const sourceCatalogue: readonly Source[] = [folder, idx, builtIn]

/** All that can be brought in. */
export const importOffers: readonly ImportOffer[] = sourceCatalogue.flatMap(({ offers }) => offers)

const unreachableCodes: readonly (string | undefined)[] = ['ENOENT', 'EACCES', 'EPERM', 'ENOTDIR']

/** Looks at a source without reading its samples. */
export async function findSource(
  source: DatasetSource,
  context: SourceContext,
  work: WorkProgress = {}
): Promise<{ readonly listing: Listing } | { readonly problem: Problem }> {
  const entry = sourceCatalogue.find(({ kind }) => kind === source.kind)
  const parsed = entry?.form.safeParse(source)
  if (entry === undefined || parsed?.success !== true) {
    return { problem: unknownSource({ path: '' }, { kind: source.kind, isKnown: entry !== undefined }) }
  }
  try {
    return { listing: await entry.list(parsed.data, context, work) }
  } catch (error) {
    if (error instanceof SourceFault) return { problem: error.problem }
    if (unreachableCodes.includes(codeOf(error))) return { problem: entry.missing(parsed.data, context) }
    throw error
  }
}

export interface ProposeOptions extends WorkProgress {
  readonly name?: string | undefined
  /** The id of an offer, where the person says what it is. */
  readonly as?: string | undefined
}

export type Proposal =
  { readonly settings: DatasetSettings; readonly recognized: Recognized } | { readonly problems: readonly Problem[] }

/** Makes the settings of a new dataset from words that a person chose, by the source that is surest that it is its own. */
export async function proposeDataset(
  words: readonly string[],
  { name, as, ...work }: ProposeOptions = {}
): Promise<Proposal> {
  const chosen = await Promise.all(words.map(chosenOf))
  const taken: { readonly source: Source; readonly recognition: Recognition }[] = []
  for (const source of sourceCatalogue) {
    if (as !== undefined && !source.offers.some(({ id }) => id === as)) continue
    const recognition = await source.recognize(chosen)
    if (recognition) taken.push({ source, recognition })
  }
  const [surest] = taken.sort((left, right) => right.recognition.confidence - left.recognition.confidence)
  if (surest === undefined) return { problems: notTaken(chosen, as) }
  const { source, recognition } = surest
  const proposed = await source.propose(chosen, name, work).catch(problemsOf)
  if ('problems' in proposed) return proposed
  const { offers } = source
  const offer = offers.find(each => isEqual(each.source, proposed.settings.source)) ?? offers[0]
  return { ...proposed, recognized: { label: offer?.label ?? source.kind, reason: recognition.reason } }
}

/** What a source finds only while it looks. */
function problemsOf(error: unknown): { readonly problems: readonly Problem[] } {
  if (error instanceof SourceFault) return { problems: [error.problem] }
  throw error
}

function notTaken(chosen: readonly Chosen[], as: string | undefined): readonly Problem[] {
  const missing = chosen.filter(({ kind }) => kind === undefined)
  if (missing.length > 0) return missing.map(({ word, path }) => nothingThere({ path: word }, { path }))
  const names = chosen.map(({ path }) => basename(path))
  const where = { path: names[0] ?? '' }
  const offer = importOffers.find(({ id }) => id === as)
  return [
    offer
      ? notRecognized(where, { names, label: offer.label, summary: offer.summary })
      : nothingToImport(where, { names, known: importOffers.map(({ label }) => label) })
  ]
}

async function chosenOf(word: string): Promise<Chosen> {
  const path = resolve(word)
  try {
    const found = await stat(path)
    return { word, path, kind: found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other' }
  } catch (error) {
    if (unreachableCodes.includes(codeOf(error))) return { word, path, kind: undefined }
    throw error
  }
}
