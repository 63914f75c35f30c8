import { resolve } from 'node:path'
import type { DatasetSettings } from '../../../core/data/dataset.ts'
import { imageSkipped } from '../../../core/data/dataset-problems.ts'
import { fieldOf } from '../../../core/data/fields/catalogue.ts'
import { edit } from '../../../core/document/edit.ts'
import type { Document } from '../../../core/document/records.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { saveProject } from '../../storage/projects.ts'
import { ProblemsFault, type Command } from '../command.ts'
import { runJob } from '../local-jobs.ts'
import { bar } from '../output.ts'
import { problemLines } from '../problem-lines.ts'
import { editableProjectOf } from '../project-of.ts'

export const importDataset: Command = {
  name: 'import',
  usage: 'SOURCE --to PROJECT [--name N] [--use]',
  summary: 'Brings a dataset in: a folder with a folder of images for each class, or a file of an MNIST pair',
  options: { to: { type: 'string' }, name: { type: 'string' }, use: { type: 'boolean' } },
  operands: { min: 1, max: 2 },
  async run({ operands, output, required, text, flag }) {
    const { folder, document } = await editableProjectOf(required('to'), output)
    const name = text('name')
    const paths = operands.map(path => resolve(path))
    const result = await runJob(
      'importDataset',
      { project: folder, paths, ...(name === undefined ? {} : { name }) },
      {
        report: event => {
          if (event.name !== 'importing') return
          const { done, total } = event.value
          output.progress(`${bar(done / total, 24)}  ${done} of ${total} images`)
        }
      }
    )
    output.progress()
    if ('problems' in result) throw new ProblemsFault(result.problems)
    const { settings, about } = result.imported
    await saveProject(folder, withDataset(document, settings, flag('use')))
    const problems = about.skipped.map(({ file, reason }) => imageSkipped({ path: file }, { reason }))
    const { classes = [], classCounts = [] } = fieldOf(about.fields, 'label') ?? {}
    const fields = about.fields.map(({ name, role }) => ({ name, role }))
    output.json({ dataset: settings.id, count: about.count, classes, fields, problems })
    output.line(`Imported ${about.count} samples as ${settings.id}: ${fields.map(({ name }) => name).join(', ')}`)
    if (classes.length > 0) {
      output.table(
        ['Class', 'Samples'],
        classes.map((label, index) => [label, classCounts[index] ?? 0])
      )
    }
    for (const line of problemLines(problems)) output.note(line)
  }
}

/** Data nodes with no images behind them take the new ones; with `use`, all data nodes do. */
function withDataset(document: Document, settings: DatasetSettings, isForAll: boolean): Document {
  const bare = Object.values(document.nodes).filter(({ type, parameters }) => {
    const dataset = parameters['dataset']
    return type === 'data' && (isForAll || dataset === undefined || dataset === '')
  })
  return edit(
    document,
    'Import',
    draft => {
      draft.setDataset(settings)
      for (const { id } of bare) draft.setParameters(id, { dataset: settings.id })
    },
    layerOf
  ).document
}
