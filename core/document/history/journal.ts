import { z } from 'zod'
import { parseJson } from '../../json.ts'
import type { Problem } from '../../problem.ts'
import { apply, fits, type Change } from './change.ts'
import { documentSchema } from '../file/document-schema.ts'
import type { LayerLookup } from '../connections/ports.ts'
import { isCurrentForm, readStored, storedDocument } from '../file/project-file.ts'
import { journalStopped } from '../file/project-problems.ts'
import { collections, type Document } from '../records.ts'

const headSchema = z.object({ base: z.string(), start: z.unknown().optional() })

const storedRecordChange = z.object({
  collection: z.enum(collections),
  id: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional()
})
const storedSingleChange = z.object({
  single: z.enum(['name', 'recipe']),
  before: z.unknown().optional(),
  after: z.unknown().optional()
})
/** A change in the form of whichever version wrote it. */
const storedChangeSchema = z.object({
  label: z.string(),
  records: z.array(storedRecordChange),
  singles: z.array(storedSingleChange)
})

const recordChange = storedRecordChange.refine(({ collection, id, after }) => {
  const { keyType, valueType } = documentSchema.shape[collection]
  return keyType.safeParse(id).success && (after === undefined || valueType.safeParse(after).success)
})
const singleChange = storedSingleChange.refine(
  ({ single, after }) => documentSchema.shape[single].safeParse(after).success
)
const changeSchema = storedChangeSchema.extend({ records: z.array(recordChange), singles: z.array(singleChange) })

/** What a journal says of edits since the last save. */
export interface Replayed {
  readonly document: Document
  /** The project's file is the one that the edits follow. Else somebody has replaced it, or a save has it all. */
  readonly isOfFile: boolean
  /** It is written in the form of this version, so that more edits can follow it. */
  readonly isCurrent: boolean
  /** How many changes it took. */
  readonly count: number
  /** Why it stopped before the end. */
  readonly problem: Problem | undefined
}

/**
 * The first line of a journal: the stamp of the project's file, and the document that the edits follow, so that they
 * can be brought back whatever happens to the file.
 */
export function journalHead(base: string, start: Document, layers: LayerLookup): string {
  return `${JSON.stringify({ base, start: storedDocument(start, layers) })}\n`
}

/** Changes as lines to be added to a journal. */
export function journalLines(changes: readonly Change[]): string {
  return changes.map(change => `${JSON.stringify(change)}\n`).join('')
}

/** A change that comes from outside, or undefined when it is none. Whether it fits a document is asked with `fits`. */
export function parseChange(value: unknown): Change | undefined {
  return changeFrom(value, changeSchema)
}

function changeFrom(value: unknown, schema: typeof storedChangeSchema): Change | undefined {
  const result = schema.safeParse(value)
  if (!result.success) return undefined
  // JSON leaves out what is undefined: the record before it was added, and after it was removed.
  const { label, records, singles } = result.data
  return {
    label,
    records: records.map(({ before, after, ...rest }) => ({ ...rest, before, after })),
    singles: singles.map(({ before, after, ...rest }) => ({ ...rest, before, after }))
  }
}

/**
 * The document that the journal leads to, beside the project's file as it is now, `stamp`, which holds `saved`. A
 * half-written last line is dropped; at a line that does not fit, what was good until there stays. Undefined when the
 * journal is empty, or follows another file and does not say what was in it.
 */
export function replayJournal(text: string, stamp: string, saved: Document, layers: LayerLookup): Replayed | undefined {
  // Without a line break at its end, the last line may be half of one, even where it parses.
  const lines = text.split('\n').slice(0, -1)
  const head = headSchema.safeParse(parseLine(lines[0] ?? ''))
  if (!head.success) return undefined
  const isOfFile = head.data.base === stamp
  const start = startOf(head.data.start, isOfFile ? saved : undefined, layers)
  if (start === undefined) return undefined
  const documents = [start]
  let stopped: number | undefined
  for (const [at, line] of lines.entries()) {
    if (at === 0) continue
    const change = changeFrom(parseLine(line), storedChangeSchema)
    const before = documents.at(-1) ?? start
    if (change === undefined || !fits(before, change)) {
      stopped = at
      break
    }
    documents.push(apply(before, change))
  }
  const count = lastValid(documents, layers)
  if (count < documents.length - 1) stopped = count + 1
  const problem =
    stopped === undefined
      ? undefined
      : journalStopped({ path: `journal, line ${stopped + 1}` }, { line: stopped + 1, kept: count })
  const document = readStored(documents[count], layers).document
  return document && { document, isOfFile, isCurrent: isCurrentForm(start, document, layers), count, problem }
}

/**
 * What the edits follow, in the form in which they were written: they fit no other. Journals of the first versions hold
 * no document and follow the file alone.
 */
function startOf(start: unknown, saved: Document | undefined, layers: LayerLookup): Document | undefined {
  if (start !== undefined && readStored(start, layers).document !== undefined) return withCollections(start as Document)
  return saved && storedDocument(saved, layers)
}

function withCollections(document: Document): Document {
  return { ...Object.fromEntries(collections.map(collection => [collection, {}])), ...document }
}

/** Where the documents stop being readable. The first is; the search halves, as one that broke stays broken. */
function lastValid(documents: readonly Document[], layers: LayerLookup): number {
  const isValid = (at: number): boolean => readStored(documents[at], layers).document !== undefined
  let good = 0
  let bad = documents.length
  if (isValid(bad - 1)) return bad - 1
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (isValid(middle)) good = middle
    else bad = middle
  }
  return good
}

function parseLine(line: string): unknown {
  try {
    return parseJson(line)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Tells one text of a project's file from another. cyrb53, a public-domain hash of 53 bits. */
export function stampOf(text: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(16)
}
