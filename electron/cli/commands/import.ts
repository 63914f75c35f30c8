import { imageSkipped } from '../../../core/data/dataset-problems.ts'
import { fieldOf } from '../../../core/data/fields/catalogue.ts'
import { edit } from '../../../core/document/edit.ts'
import { useDataset } from '../../../core/document/use-dataset.ts'
import type { Imported } from '../../../core/host/calls/datasets.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { importOffers } from '../../storage/datasets/sources/catalogue.ts'
import { saveProject } from '../../storage/projects/projects.ts'
import { ProblemsFault, UsageFault, type Call, type Command } from '../command.ts'
import { runJob } from '../local-jobs.ts'
import { doneText, type Output } from '../output.ts'
import { problemLines } from '../problem-lines.ts'
import { editableProjectOf } from '../project-of.ts'

export const importDataset: Command = {
  name: 'import',
  usage: 'SOURCE --to PROJECT [--as FORMAT] [--name N] [--use], or --list',
  summary: 'Brings a dataset in: files or a folder, or one that comes with the program; --list says which',
  options: {
    to: { type: 'string' },
    name: { type: 'string' },
    as: { type: 'string' },
    use: { type: 'boolean' },
    list: { type: 'boolean' }
  },
  operands: { min: 0, max: 2 },
  async run(call) {
    if (call.flag('list')) return listOffers(call.output)
    const { output, required, flag } = call
    const { folder, document } = await editableProjectOf(required('to'), output)
    const imported = await bringIn(folder, call)
    const { settings } = imported
    // One that comes with the program may be there already, and its split have been changed.
    const known = document.datasets[settings.id] ?? settings
    const edited = edit(
      document,
      'Import',
      draft => {
        draft.setDataset(known)
        useDataset(draft, known, flag('use') ? 'all' : 'bare')
      },
      layerOf
    )
    await saveProject(folder, edited.document)
    tell(imported, output)
  }
}

function listOffers(output: Output): void {
  output.json(importOffers.map(({ id, label, summary, chooses }) => ({ id, label, summary, chooses: chooses?.kind })))
  output.table(
    ['SOURCE', '--as', 'What it is'],
    importOffers.map(({ id, summary, chooses }) => [
      chooses ? `path of ${chooses.kind}` : id,
      chooses ? id : '',
      summary
    ])
  )
}

async function bringIn(folder: string, { operands, output, text }: Call): Promise<Imported> {
  if (operands.length === 0) throw new UsageFault('import needs a SOURCE; import --list says what there is.')
  const as = text('as')
  if (as !== undefined && !importOffers.some(({ id }) => id === as)) {
    throw new UsageFault(`--as takes one of ${importOffers.map(({ id }) => id).join(', ')}, not ${as}.`)
  }
  const result = await runJob('importDataset', { project: folder, words: operands, name: text('name'), as }, event => {
    if (event.name === 'importing') output.progress(doneText(event.value.done, event.value.total))
  })
  output.progress()
  if ('problems' in result) throw new ProblemsFault(result.problems)
  return result.imported
}

function tell({ settings, about, recognized }: Imported, output: Output): void {
  const problems = about.skipped.map(({ file, reason }) => imageSkipped({ path: file }, { reason }))
  const { classes = [], classCounts = [] } = fieldOf(about.fields, 'label') ?? {}
  const fields = about.fields.map(({ name, role }) => ({ name, role }))
  output.json({ dataset: settings.id, count: about.count, classes, fields, recognized, problems })
  output.line(`${recognized.label}: ${recognized.reason}`)
  output.line(`Imported ${about.count} samples as ${settings.id}: ${fields.map(({ name }) => name).join(', ')}`)
  if (classes.length > 0) {
    output.table(
      ['Class', 'Samples'],
      classes.map((label, index) => [label, classCounts[index] ?? 0])
    )
  }
  for (const line of problemLines(problems)) output.note(line)
}
