import { randomBytes } from 'node:crypto'
import { link, rename, rm, writeFile } from 'node:fs/promises'
import { codeOf, isUnwritable, writeAtomic } from '../atomic-write.ts'
import { projectFiles } from '../folders.ts'
import { isOtherAlive, type Owner, readOwner, ownerOf } from '../owner.ts'

export type ProjectLock =
  | { readonly isHeld: true; /** Lets another window have it. */ release(): Promise<void> }
  | { readonly isHeld: false; readonly holder: Owner }
  /** Nothing can be written into the folder, so nobody can be kept out, and nothing be kept. */
  | { readonly isHeld: false; readonly holder?: undefined }

/** Notes in the folder that this process has the project open, unless another one that still runs has said so before. */
export async function holdProject(folder: string): Promise<ProjectLock> {
  const { lock } = projectFiles(folder)
  const owner = await ownerOf()
  for (;;) {
    try {
      if (await create(lock, JSON.stringify(owner))) return { isHeld: true, release: () => release(lock, owner) }
    } catch (error) {
      if (isUnwritable(error)) return { isHeld: false }
      throw error
    }
    const holder = await readOwner(lock)
    if (holder && (await isOtherAlive(holder))) return { isHeld: false, holder }
    await takeAway(lock)
  }
}

/** False where the file is there already. It comes into being whole, so that nobody reads half of it. */
async function create(lock: string, text: string): Promise<boolean> {
  const whole = `${lock}.${process.pid}-${randomBytes(4).toString('hex')}.writing`
  await writeFile(whole, text, { flag: 'wx' })
  try {
    await link(whole, lock)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    // Some file systems know no links.
    return await createInPlace(lock, text)
  } finally {
    await rm(whole, { force: true })
  }
}

async function createInPlace(lock: string, text: string): Promise<boolean> {
  try {
    await writeFile(lock, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** Takes a dead process's mark away. Another process may be doing the same and have put its own in its place. */
async function takeAway(lock: string): Promise<void> {
  const doomed = `${lock}.${process.pid}-${randomBytes(4).toString('hex')}.writing`
  try {
    await rename(lock, doomed)
    const owner = await readOwner(doomed)
    if (owner && (await isOtherAlive(owner))) await link(doomed, lock).catch(() => undefined)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  } finally {
    await rm(doomed, { force: true })
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

/** Asks the process that has the project open to come to the front. It watches its folder. */
export async function callHolder(folder: string): Promise<void> {
  await writeAtomic(projectFiles(folder).call, '')
}

/** Whether somebody has called, once. */
export async function wasCalled(folder: string): Promise<boolean> {
  const { call } = projectFiles(folder)
  try {
    await rename(call, `${call}.heard`)
    await rm(`${call}.heard`, { force: true })
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}
