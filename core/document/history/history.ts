import { apply, invert, isEmpty, merge, type Change } from './change.ts'
import type { Document } from '../records.ts'

/**
 * What an edit means to history: a step of its own, a part of the open gesture (a drag, a slider),
 * or nothing, for what happens before a person begins.
 */
export type HistoryPolicy = 'record' | 'merge' | 'ignore'

/** The documents on both sides of a change. */
export interface Sides {
  readonly before: Document
  readonly after: Document
}

interface Gesture {
  readonly label: string
  /** All that it has done so far. */
  readonly change: Change
  readonly sides?: Sides
}

interface Crossing extends Sides {
  readonly step: Change
}

/** The steps that can be taken back and taken again, as a value. */
export interface History {
  /** Oldest first. */
  readonly past: readonly Change[]
  /** The next to redo last. */
  readonly future: readonly Change[]
  readonly gesture: Gesture | undefined
  /**
   * The last steps with their documents, oldest first. Going over one again gives the very document that was there, so
   * that whatever was worked out from it is known still.
   */
  readonly crossings: readonly Crossing[]
}

/** What stepping through history gives: the document, and the change that led there, for the journal. */
export interface Step {
  readonly history: History
  readonly document: Document
  readonly change: Change
}

export const emptyHistory: History = { past: [], future: [], gesture: undefined, crossings: [] }

/** Far more than a day of work; each step holds the records that it changed and no others. */
const maxSteps = 20_000
/** More than are taken back in a row; each holds its own lists of the records, and what is known of them. */
const maxCrossings = 32

/** History after an edit. A `merge` without an open gesture is a step of its own; a `record` first ends an open gesture. */
export function remember(history: History, change: Change, policy: HistoryPolicy = 'record', sides?: Sides): History {
  if (policy === 'ignore' || isEmpty(change)) return history
  const { gesture } = history
  if (policy === 'merge' && gesture !== undefined) {
    return { ...history, gesture: extended(gesture, change, sides) }
  }
  return push(commitGesture(history), change, sides)
}

function extended({ label, change, sides }: Gesture, next: Change, nextSides: Sides | undefined): Gesture {
  // An edit that history ignores may have come between: then the documents differ by more than the gesture.
  const before = isEmpty(change) ? nextSides?.before : sides?.after === nextSides?.before ? sides?.before : undefined
  return {
    label,
    change: merge(change, next),
    ...(nextSides && before && { sides: { before, after: nextSides.after } })
  }
}

function push(history: History, step: Change, sides: Sides | undefined): History {
  const crossings = sides === undefined ? history.crossings : [...history.crossings, { step, ...sides }]
  return {
    past: [...history.past, step].slice(-maxSteps),
    future: [],
    gesture: undefined,
    crossings: crossings.slice(-maxCrossings)
  }
}

/** Opens a gesture, which will be one step under this label. One that is still open ends as if it were done. */
export function beginGesture(history: History, label: string): History {
  return { ...commitGesture(history), gesture: { label, change: { label, records: [], singles: [] } } }
}

/** Ends the gesture as one step; a gesture that came to nothing leaves none, and keeps what could be redone. */
export function commitGesture(history: History): History {
  const { gesture } = history
  if (gesture === undefined) return history
  return isEmpty(gesture.change) ? { ...history, gesture: undefined } : push(history, gesture.change, gesture.sides)
}

/** Takes back all that the gesture did, as if it had never begun. */
export function cancelGesture(history: History, document: Document): Step | undefined {
  if (history.gesture === undefined) return undefined
  const { sides } = history.gesture
  const change = invert(history.gesture.change)
  const before = sides?.after === document ? sides.before : apply(document, change)
  return { history: { ...history, gesture: undefined }, document: before, change }
}

export function canUndo(history: History): boolean {
  return history.past.length > 0 || history.gesture !== undefined
}

export function canRedo(history: History): boolean {
  return history.future.length > 0 && history.gesture === undefined
}

/** Takes the last step back; during a gesture, the gesture. Undefined when there is none. */
export function undo(history: History, document: Document): Step | undefined {
  if (history.gesture !== undefined) return cancelGesture(history, document)
  const step = history.past.at(-1)
  if (step === undefined) return undefined
  const change = invert(step)
  const past = history.past.slice(0, -1)
  const known = history.crossings.find(crossing => crossing.step === step && crossing.after === document)
  const before = known?.before ?? apply(document, change)
  return { history: { ...history, past, future: [...history.future, step] }, document: before, change }
}

/** Takes the step again that was taken back last. Undefined when there is none. */
export function redo(history: History, document: Document): Step | undefined {
  const change = history.gesture === undefined ? history.future.at(-1) : undefined
  if (change === undefined) return undefined
  const future = history.future.slice(0, -1)
  const known = history.crossings.find(crossing => crossing.step === change && crossing.before === document)
  const after = known?.after ?? apply(document, change)
  return { history: { ...history, past: [...history.past, change], future }, document: after, change }
}
