import { rm, writeFile } from 'node:fs/promises'
import { codeOf } from './atomic-write.ts'
import { projectFiles } from './folders.ts'
import { isOtherAlive, type Owner, readOwner, ownerOf } from './owner.ts'

export type ProjectLock =
  | { readonly isHeld: true; /** Lets another window have it. */ release(): Promise<void> }
  | { readonly isHeld: false; readonly holder: Owner }

/** Notes in the folder that this process has the project open, unless another one that still runs has said so before. */
export async function holdProject(folder: string): Promise<ProjectLock> {
  const { lock } = projectFiles(folder)
  const owner = await ownerOf()
  for (;;) {
    try {
      await writeFile(lock, JSON.stringify(owner), { flag: 'wx' })
      return { isHeld: true, release: () => release(lock, owner) }
    } catch (error) {
      // A folder that cannot be written to can be looked at by any number of windows.
      if (codeOf(error) === 'EROFS' || codeOf(error) === 'EACCES')
        return { isHeld: true, release: async () => undefined }
      if (codeOf(error) !== 'EEXIST') throw error
    }
    const holder = await readOwner(lock)
    if (holder && (await isOtherAlive(holder))) return { isHeld: false, holder }
    await rm(lock, { force: true })
  }
}

async function release(lock: string, owner: Owner): Promise<void> {
  const holder = await readOwner(lock)
  if (holder?.process === owner.process && holder.since === owner.since) await rm(lock, { force: true })
}

/** Whether another process that still runs has the project open. */
export async function isHeldElsewhere(folder: string): Promise<boolean> {
  const holder = await readOwner(projectFiles(folder).lock)
  return holder !== undefined && (await isOtherAlive(holder))
}
