import type { Change } from '../../core/document/change.ts'

/** Collects changes and hands them on in batches, in their order, so that a crash loses little and typing costs nothing. */
export interface Journal {
  add(change: Change): void
  /** Resolves once everything added so far is on disk. */
  flush(): Promise<void>
  /** Runs between two batches: what it does sees no half-written journal. */
  between<Value>(task: () => Promise<Value>): Promise<Value>
  /** Forgets what was added and not yet handed on. */
  clear(): void
}

interface JournalOptions {
  readonly write: (changes: readonly Change[]) => Promise<void>
  readonly onError: (error: unknown) => void
  /** Well below the second within which an edit must be on disk. */
  readonly delayMs?: number
}

export function createJournal({ write, onError, delayMs = 400 }: JournalOptions): Journal {
  let pending: Change[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn: Promise<unknown> = Promise.resolve()

  function between<Value>(task: () => Promise<Value>): Promise<Value> {
    const result = turn.then(task)
    turn = result.catch(() => undefined)
    return result
  }

  async function writePending(): Promise<void> {
    const batch = pending
    pending = []
    if (batch.length === 0) return
    try {
      await write(batch)
    } catch (error) {
      pending = [...batch, ...pending]
      throw error
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    return between(writePending)
  }

  return {
    add(change) {
      pending.push(change)
      timer ??= setTimeout(() => void flush().catch(onError), delayMs)
    },
    flush,
    between,
    clear() {
      clearTimeout(timer)
      timer = undefined
      pending = []
    }
  }
}
