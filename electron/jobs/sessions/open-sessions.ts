import type { Session } from '../../../core/engine.ts'

/** What is opened under a key: a session, and whatever else belongs to it. */
export interface WithSession {
  readonly session: Session
}

export interface OpenSessions {
  /**
   * Works with the session that this key stands for. The ones used last stay open for the next call with their key; the
   * one that was not used for longest makes room, closed once nobody works with it.
   */
  withOpened<Opened extends WithSession, Result>(
    key: string,
    open: () => Promise<Opened>,
    work: (opened: Opened) => Promise<Result>
  ): Promise<Result>
}

interface Entry {
  readonly opened: Promise<WithSession>
  users: number
}

/** Keeps at most so many sessions open that nobody works with. */
export function createOpenSessions(most: number): OpenSessions {
  /** The one used last stands last. */
  const kept = new Map<string, Entry>()

  async function closeUnused(key: string, entry: Entry): Promise<void> {
    if (kept.get(key) === entry || entry.users > 0) return
    const opened = await entry.opened.catch(() => undefined)
    await opened?.session.close()
  }

  async function makeRoom(): Promise<void> {
    for (const [key, entry] of kept) {
      if (kept.size <= most) return
      kept.delete(key)
      await closeUnused(key, entry)
    }
  }

  return {
    async withOpened<Opened extends WithSession, Result>(
      key: string,
      open: () => Promise<Opened>,
      work: (opened: Opened) => Promise<Result>
    ) {
      const entry = kept.get(key) ?? { opened: open(), users: 0 }
      entry.users += 1
      kept.delete(key)
      kept.set(key, entry)
      try {
        await makeRoom()
        return await work((await entry.opened) as Opened)
      } catch (error) {
        // What could not be opened, or failed, is opened anew next time.
        if (kept.get(key) === entry) kept.delete(key)
        throw error
      } finally {
        entry.users -= 1
        await closeUnused(key, entry)
      }
    }
  }
}
