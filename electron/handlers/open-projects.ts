import { randomUUID } from 'node:crypto'
import type { HostError } from '../../core/host/host-error.ts'
import { HostFault } from '../fault.ts'
import type { SavedState } from '../storage/projects/project-journal.ts'
import type { ReadProject } from '../storage/projects/projects.ts'

/** A project that the window has or had open. It knows it by id and never names folders in later calls. */
export interface OpenFolder {
  readonly id: string
  readonly folder: string
  readonly isTemporary: boolean
  /** Undefined once another project has replaced it, and for one that is only looked at. */
  edited: { readonly saved: SavedState; close(): Promise<void> } | undefined
  /** Nothing is ever written into its folder. */
  isReadOnly: boolean
  isUnsaved: boolean
  /** Why the last try to save it failed; undefined where it did not. */
  saveFault: HostError | undefined
}

export interface OpenProjects {
  /** Makes this the project that is shown; the one before is let go, though its runs train on. */
  open(folder: string, isTemporary: boolean, read: ReadProject): Promise<OpenFolder>
  /** Throws HostFault for an id that was never given out. */
  get(id: string): OpenFolder
  /** The folder and state of a project to change. Throws HostFault where it is only looked at, or no longer open. */
  edited(id: string): { readonly folder: string; readonly saved: SavedState }
  /** The project that is shown now. */
  current(): OpenFolder | undefined
  close(): Promise<void>
}

export function createOpenProjects(onOpened: (opened: OpenFolder) => void = () => undefined): OpenProjects {
  const byId = new Map<string, OpenFolder>()
  let current: OpenFolder | undefined

  async function release(): Promise<void> {
    const edited = current?.edited
    if (current) Object.assign(current, { edited: undefined, isUnsaved: false })
    await edited?.close()
  }

  function get(id: string): OpenFolder {
    const opened = byId.get(id)
    if (opened) return opened
    throw new HostFault({ code: 'project/unknown', message: `No project with the id ${id} is open.` })
  }

  return {
    async open(folder, isTemporary, read) {
      const known = [...byId.values()].find(each => each.folder === folder)
      // Opened anew, it has been marked as open anew.
      if (known === undefined || known !== current) await release()
      current = known ?? {
        id: randomUUID(),
        folder,
        isTemporary,
        edited: undefined,
        isReadOnly: false,
        isUnsaved: false,
        saveFault: undefined
      }
      byId.set(current.id, current)
      const edited = read.readOnly ? undefined : { saved: read.saved, close: read.close }
      Object.assign(current, { edited, isReadOnly: edited === undefined, isUnsaved: false })
      onOpened(current)
      return current
    },
    get,
    edited(id) {
      const { folder, edited } = get(id)
      if (edited) return { folder, saved: edited.saved }
      throw new HostFault({
        code: 'project/read-only',
        message: 'This project is open for looking at it, so nothing is written into its folder.',
        fix: 'Save it under another name, which can be changed.'
      })
    },
    current: () => current,
    close: release
  }
}
