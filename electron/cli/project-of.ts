import { resolve } from 'node:path'
import type { Document } from '../../core/document/records.ts'
import { refuseUnwritable } from '../storage/newer-version.ts'
import { missingProject, readProject } from '../storage/projects/projects.ts'
import { ProblemsFault } from './command.ts'
import type { Output } from './output.ts'
import { problemLines } from './problem-lines.ts'

/** A project's folder, for commands that read no more of it than its runs and models. Throws ProblemsFault where it is none. */
export async function folderOf(operand: string): Promise<string> {
  const folder = resolve(operand)
  const problem = await missingProject(folder)
  if (problem !== undefined) throw new ProblemsFault([problem])
  return folder
}

/** A project's folder and its saved document. Throws ProblemsFault; warnings go to standard error. */
export async function projectOf(
  operand: string,
  output: Output
): Promise<{ readonly folder: string; readonly document: Document }> {
  const folder = resolve(operand)
  const { document, problems } = await readProject(folder)
  if (document === undefined) throw new ProblemsFault(problems)
  for (const line of problemLines(problems)) output.note(line)
  return { folder, document }
}

/** As `projectOf`, for commands that write into the folder: a project of a newer version is refused. */
export async function editableProjectOf(
  operand: string,
  output: Output
): Promise<{ readonly folder: string; readonly document: Document }> {
  await refuseUnwritable(resolve(operand))
  return await projectOf(operand, output)
}
