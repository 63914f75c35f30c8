import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { z } from 'zod'
import { parseJson } from '../../core/json.ts'
import { codeOf } from './atomic-write.ts'
import { readText } from './regular-file.ts'

/** Which process holds something on disk. Process ids are used again, so the time at which it started goes with it. */
const ownerForm = z.object({ process: z.number().int(), machine: z.string(), started: z.string(), since: z.string() })
export type Owner = z.infer<typeof ownerForm>

/** A process of this machine as an owner, from now on; this process where no other is named. */
export async function ownerOf(id = process.pid): Promise<Owner> {
  return {
    process: id,
    machine: hostname(),
    started: (await statusOf(id))?.started ?? '',
    since: new Date().toISOString()
  }
}

/** The owner that a file names; undefined when there is no file or it is no owner. */
export async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    return ownerForm.safeParse(parseJson((await readText(file)) ?? 'null')).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Whether it is another process that still runs. One on another machine cannot be asked, and counts as gone. */
export async function isOtherAlive(owner: Owner): Promise<boolean> {
  if (owner.machine !== hostname() || owner.process === process.pid) return false
  try {
    process.kill(owner.process, 0)
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false
  }
  const status = await statusOf(owner.process)
  return status === undefined || (!status.hasEnded && status.started === owner.started)
}

interface ProcessStatus {
  /** Differs between two processes of the same id. */
  readonly started: string
  /** Killed or at its end, and not yet fetched by its parent. Without a proper init, as in a container, none ever is. */
  readonly hasEnded: boolean
}

/** On Linux; undefined elsewhere, and where the system tells nothing. See proc(5), fields 3 and 22. */
async function statusOf(id: number): Promise<ProcessStatus | undefined> {
  if (process.platform !== 'linux') return undefined
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    const stat = await readFile(`/proc/${id}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { started: `${boot.trim()} ${fields[19] ?? ''}`, hasEnded: /^[ZX]/.test(fields[0] ?? '') }
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EACCES' || codeOf(error) === 'ESRCH') return undefined
    throw error
  }
}
