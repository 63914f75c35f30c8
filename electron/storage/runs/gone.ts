import { stat } from 'node:fs/promises'
import { HostFault } from '../../fault.ts'
import { codeOf } from '../atomic-write.ts'
import { projectFiles, runFiles } from '../folders.ts'

/** Says which folder was taken away under a training; undefined where all are there. */
export async function goneFault(project: string, run: string): Promise<HostFault | undefined> {
  for (const folder of [project, projectFiles(project).runs, runFiles(project, run).folder]) {
    if (await isGone(folder)) return gone(folder, run)
  }
  return undefined
}

async function isGone(folder: string): Promise<boolean> {
  try {
    await stat(folder)
    return false
  } catch (error) {
    return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR'
  }
}

function gone(folder: string, run: string): HostFault {
  return new HostFault({
    code: 'run/gone',
    message: `The folder ${folder} is gone: it was deleted, moved or renamed while the run ${run} was training.`,
    fix: 'Put the folder back where it was and resume the run, or train again.'
  })
}
