import { lstat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readableFormats } from '../../../core/exchange/catalogue.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { projectFiles } from '../../storage/folders.ts'
import { ProblemsFault, type Command } from '../command.ts'
import { runJob } from '../local-jobs.ts'
import { problemLines } from '../problem-lines.ts'

export const openFile: Command = {
  name: 'open',
  usage: 'FILE --to DIR',
  summary: `Opens a model with its weights (${readableFormats.map(({ label }) => label).join(', ')}): as a new project, or as one more model of a project that is there`,
  options: { to: { type: 'string' } },
  operands: { min: 1, max: 1 },
  async run({ operands: [file = ''], output, required }) {
    const project = resolve(required('to'))
    const isNew = await lstat(projectFiles(project).document).then(
      () => false,
      () => true
    )
    const added = await runJob('importModel', { path: resolve(file), project, isNew })
    if ('problems' in added) throw new ProblemsFault(added.problems)
    const { id, name, document, datasets } = added.model
    const { problems, totals } = inferNetwork(document, datasets)
    output.json({ project, model: id, problems })
    output.line(`${isNew ? 'Made' : 'Added to'} ${project}`)
    output.line(`Model ${id}: ${name}, ${totals.layers} layers, ${totals.parameters} parameters`)
    for (const line of problemLines(problems)) output.note(line)
  }
}
