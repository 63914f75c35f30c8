import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { parseJson } from '../../../core/json.ts'
import type { RecentProject } from '../../../core/host/calls/projects.ts'
import { isBug } from '../../fault.ts'
import { writeAtomic } from '../atomic-write.ts'
import { applicationFiles } from '../folders.ts'
import { inTurn } from '../in-turn.ts'
import { readText } from '../regular-file.ts'
import { makeFolder } from '../make-folder.ts'

const mostRemembered = 20
const listForm = z.array(z.object({ folder: z.string(), name: z.string(), opened: z.string() }))

/** The projects that were open, the newest first. A list that is missing or broken counts as empty. */
export async function listRecent(application: string): Promise<readonly RecentProject[]> {
  try {
    return listForm.safeParse(parseJson((await readText(applicationFiles(application).recent)) ?? '[]')).data ?? []
  } catch (error) {
    if (error instanceof SyntaxError || !isBug(error)) return []
    throw error
  }
}

/** Puts a project at the head of the list. */
export async function rememberProject(application: string, folder: string, name: string): Promise<void> {
  await change(application, folder, others => [{ folder, name, opened: new Date().toISOString() }, ...others])
}

/** Takes a project off the list; its folder stays. */
export async function forgetProject(application: string, folder: string): Promise<void> {
  await change(application, folder, others => others)
}

async function change(
  application: string,
  folder: string,
  edit: (others: readonly RecentProject[]) => readonly RecentProject[]
): Promise<void> {
  await inTurn(`recent ${application}`, async () => {
    const others = (await listRecent(application)).filter(project => project.folder !== folder)
    await makeFolder(application)
    await writeAtomic(
      applicationFiles(application).recent,
      JSON.stringify(edit(others).slice(0, mostRemembered), null, 2)
    )
  })
}

/** A new folder for a project that the person has not put anywhere yet. */
export function temporaryFolder(application: string, template: string): string {
  return join(applicationFiles(application).projects, `${template}-${randomBytes(4).toString('hex')}`)
}

export function isTemporaryFolder(application: string, folder: string): boolean {
  return folder.startsWith(join(applicationFiles(application).projects, '/'))
}
