import type { Command } from '../command.ts'
import { runJob } from '../local-jobs.ts'
import { problemLines } from '../problem-lines.ts'
import { folderOf } from '../project-of.ts'

export const models: Command = {
  name: 'models',
  usage: 'PROJECT',
  summary: 'Lists the models of a project that came from files; its runs are models too',
  options: {},
  operands: { min: 1, max: 1 },
  async run({ operands: [project = ''], output }) {
    const listed = await runJob('models', { project: await folderOf(project) })
    for (const line of problemLines(listed.problems)) output.note(line)
    const rows = listed.models.map(({ id, name, made, origin }) => ({ id, name, made, origin }))
    output.json(rows)
    output.table(
      ['Model', 'Name', 'Made', 'From'],
      rows.map(({ id, name, made, origin }) => [id, name, made, origin.kind === 'file' ? origin.file : 'a run'])
    )
  }
}
