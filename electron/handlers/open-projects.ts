import { randomUUID } from 'node:crypto'
import { HostFault } from '../fault.ts'
import { holdProject, type ProjectLock } from '../storage/project-lock.ts'

/** A project that the window has or had open. It knows it by id and never names folders in later calls. */
export interface OpenFolder {
  readonly id: string
  readonly folder: string
  readonly isTemporary: boolean
  /** Whether this program edits the project, or another one that runs has it open already. */
  lock: ProjectLock | undefined
  isUnsaved: boolean
}

export interface OpenProjects {
  /** Makes this the project that is edited; the one before is let go, though its runs train on. */
  open(folder: string, isTemporary: boolean): Promise<OpenFolder>
  /** Throws HostFault for an id that was never given out. */
  get(id: string): OpenFolder
  /** The project that is edited now. */
  current(): OpenFolder | undefined
  close(): Promise<void>
}

export function createOpenProjects(): OpenProjects {
  const byId = new Map<string, OpenFolder>()
  let current: OpenFolder | undefined

  async function release(): Promise<void> {
    const lock = current?.lock
    if (current) Object.assign(current, { lock: undefined, isUnsaved: false })
    if (lock?.isHeld) await lock.release()
  }

  return {
    async open(folder, isTemporary) {
      const known = [...byId.values()].find(each => each.folder === folder)
      if (known && known === current) return known
      await release()
      current = known ?? { id: randomUUID(), folder, isTemporary, lock: undefined, isUnsaved: false }
      byId.set(current.id, current)
      current.lock = await holdProject(folder)
      return current
    },
    get(id) {
      const opened = byId.get(id)
      if (opened) return opened
      throw new HostFault({ code: 'project/unknown', message: `No project with the id ${id} is open.` })
    },
    current: () => current,
    close: release
  }
}
