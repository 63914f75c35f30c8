import type * as promises from 'node:fs/promises'

type Disk = typeof promises
type Handle = promises.FileHandle
type Work = (...given: never[]) => unknown

/** A disk whose calls are counted, and fail at one of them, or from one on, as for a process that was killed there. */
export function createFailingDisk() {
  let calls = 0
  let failing = (_call: number): boolean => false

  const step = (): boolean => {
    calls += 1
    return failing(calls)
  }
  const fault = (): Error => Object.assign(new Error('The disk failed.'), { code: 'EIO' })

  const failingCall =
    (work: Work): Work =>
    async (...given) => {
      if (step()) throw fault()
      return await work(...given)
    }

  /** A write that is cut off has left half of its bytes. A file is closed also by a death. */
  const failingHandle = (handle: Handle): Handle =>
    new Proxy(handle, {
      get(target, name) {
        const own: unknown = Reflect.get(target, name)
        if (typeof own !== 'function') return own
        const work = own.bind(target) as Work
        if (name !== 'write' && name !== 'close') return name === 'sync' ? failingCall(work) : work
        return async (...given: never[]) => {
          const fails = step()
          if (fails && name === 'write') {
            const [data, offset, length] = given as unknown as [Uint8Array, number, number]
            await target.write(data, offset, Math.floor(length / 2))
            throw fault()
          }
          const done = await work(...given)
          if (fails) throw fault()
          return done
        }
      }
    })

  return {
    on(disk: Disk): Disk {
      const { open, rename, rm, mkdir, link } = disk
      const changed = Object.fromEntries(
        Object.entries({ rename, rm, mkdir, link }).map(([name, work]) => [name, failingCall(work as Work)])
      )
      const opened = failingCall(open) as unknown as typeof open
      return { ...disk, ...changed, open: async (...given) => failingHandle(await opened(...given)) }
    },
    /** The count of calls that the work takes where none fails. */
    async callsOf(work: () => Promise<unknown>): Promise<number> {
      calls = 0
      await work()
      return calls
    },
    async failAt(moment: number, work: () => Promise<unknown>): Promise<void> {
      await run(call => call === moment, work)
    },
    async dieAt(moment: number, work: () => Promise<unknown>): Promise<void> {
      await run(call => call >= moment, work)
    }
  }

  async function run(how: typeof failing, work: () => Promise<unknown>): Promise<void> {
    calls = 0
    failing = how
    try {
      await work().catch((error: unknown) => {
        if ((error as { readonly code?: string }).code !== 'EIO') throw error
      })
    } finally {
      failing = () => false
    }
  }
}
