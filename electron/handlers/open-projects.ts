import { randomUUID } from 'node:crypto'
import { HostFault } from '../fault.ts'

/** A project that a window has open. The window knows it by id and never names folders in later calls. */
export interface OpenFolder {
  readonly id: string
  readonly folder: string
  readonly isTemporary: boolean
  isUnsaved: boolean
}

export interface OpenProjects {
  add(folder: string, isTemporary: boolean): OpenFolder
  /** Throws HostFault for an id that was never given out. */
  get(id: string): OpenFolder
  all(): readonly OpenFolder[]
}

export function createOpenProjects(): OpenProjects {
  const byId = new Map<string, OpenFolder>()
  return {
    add(folder, isTemporary) {
      const known = [...byId.values()].find(each => each.folder === folder)
      if (known) return known
      const opened = { id: randomUUID(), folder, isTemporary, isUnsaved: false }
      byId.set(opened.id, opened)
      return opened
    },
    get(id) {
      const opened = byId.get(id)
      if (!opened) throw new HostFault({ code: 'project/unknown', message: `No project with the id ${id} is open.` })
      return opened
    },
    all: () => [...byId.values()]
  }
}
