import type { Engine, Session } from '../../core/engine.ts'
import { digitsFolder } from '../paths.ts'
import { createDatasetStore } from '../storage/datasets/dataset-store.ts'
import type { JobShare } from './job.ts'

interface Kept {
  readonly key: string
  readonly opened: Promise<{ readonly session: Session }>
  users: number
}

/** Makes what the jobs of one thread share. Nothing is loaded before it is asked for. */
export function createJobShare(): JobShare {
  let engine: Promise<Engine> | undefined
  let kept: Kept | undefined

  function openOnce(): Promise<Engine> {
    engine ??= import('../engine/engine.ts').then(({ openEngine }) => openEngine())
    return engine
  }

  async function closeUnused(entry: Kept): Promise<void> {
    if (entry === kept || entry.users > 0) return
    const opened = await entry.opened.catch(() => undefined)
    await opened?.session.close()
  }

  const datasets = createDatasetStore({
    digits: digitsFolder,
    decoder: async () => {
      const { createPictureDecoder } = await import('../engine/decode-pictures.ts')
      return createPictureDecoder(await openOnce())
    }
  })

  return {
    datasets,
    engine: openOnce,
    async withOpened<Opened extends { readonly session: Session }, Result>(
      key: string,
      open: () => Promise<Opened>,
      work: (opened: Opened) => Promise<Result>
    ) {
      const before = kept
      const entry = kept?.key === key ? kept : { key, opened: open(), users: 0 }
      kept = entry
      entry.users += 1
      if (before && before !== entry) await closeUnused(before)
      try {
        return await work((await entry.opened) as Opened)
      } catch (error) {
        // What could not be opened, or failed, is opened anew next time.
        if (kept === entry) kept = undefined
        throw error
      } finally {
        entry.users -= 1
        await closeUnused(entry)
      }
    }
  }
}
