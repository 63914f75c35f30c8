import { merge, type Change } from '../../core/document/history/change.ts'

/** Collects changes and hands them on in batches, in their order, so that a crash loses little and typing costs nothing. */
export interface Journal {
  add(change: Change): void
  /** Resolves once everything added so far is on disk. */
  flush(): Promise<void>
  /**
   * Runs between two batches. Where it answers with true, it has put all that was added before it began elsewhere, and
   * the journal needs it no more.
   */
  store(task: () => Promise<boolean>): Promise<boolean>
  /** Forgets what was added and not yet handed on. */
  clear(): void
}

interface JournalOptions {
  readonly write: (changes: readonly Change[]) => Promise<void>
  /** Told of the first of several failures in a row. */
  readonly onError: (error: unknown) => void
  /** Well below the two seconds within which an edit must be on disk. */
  readonly delayMs?: number
  /** Until what could not be written is tried again. */
  readonly retryMs?: number
}

export function createJournal({ write, onError, delayMs = 400, retryMs = 1000 }: JournalOptions): Journal {
  let pending: Change[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let isFailing = false

  function writeSoon(afterMs: number): void {
    timer ??= setTimeout(() => {
      timer = undefined
      flush().catch((error: unknown) => {
        if (!isFailing) onError(error)
        isFailing = true
        writeSoon(retryMs)
      })
    }, afterMs)
  }

  function inTurn<Value>(task: () => Promise<Value>): Promise<Value> {
    const result = turn.then(task)
    turn = result.catch(() => undefined)
    return result
  }

  async function writePending(): Promise<void> {
    // Edits come in while the disk is busy.
    while (pending.length > 0) {
      const batch = pending
      pending = []
      try {
        await write(joined(batch))
        isFailing = false
      } catch (error) {
        pending = [...batch, ...pending]
        throw error
      }
    }
  }

  function flush(): Promise<void> {
    return inTurn(writePending)
  }

  async function store(task: () => Promise<boolean>): Promise<boolean> {
    // However long it takes, what was drawn before is safe; and a journal that cannot be written must not keep from saving.
    await flush().catch(() => undefined)
    return await inTurn(async () => {
      const covered = pending
      pending = []
      let isStored = false
      try {
        isStored = await task()
        return isStored
      } finally {
        if (!isStored) pending = [...covered, ...pending]
        if (pending.length > 0) writeSoon(delayMs)
      }
    })
  }

  return {
    add(change) {
      pending.push(change)
      writeSoon(delayMs)
    },
    flush,
    store,
    clear() {
      clearTimeout(timer)
      timer = undefined
      pending = []
    }
  }
}

/** A drag makes a change for each move of the pointer: those of the same records under one label become one. */
function joined(changes: readonly Change[]): readonly Change[] {
  const result: Change[] = []
  let lastKeys: string | undefined
  for (const change of changes) {
    const keys = JSON.stringify([
      change.label,
      change.records.map(({ collection, id }) => [collection, id]),
      change.singles.map(({ single }) => single)
    ])
    const last = result.at(-1)
    if (last !== undefined && keys === lastKeys) result[result.length - 1] = merge(last, change)
    else result.push(change)
    lastKeys = keys
  }
  return result
}
