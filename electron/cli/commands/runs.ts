import { datasetName } from '../../../core/train/run-name.ts'
import type { RunRecord } from '../../../core/train/run.ts'
import type { Command } from '../command.ts'
import { runJob } from '../local-jobs.ts'
import { problemLines } from '../problem-lines.ts'
import { folderOf } from '../project-of.ts'
import { metricsText } from '../training-text.ts'

export const runs: Command = {
  name: 'runs',
  usage: 'PROJECT',
  summary: 'Lists the trainings of a project, the newest first, with their metrics, and why one has failed',
  options: {},
  operands: { min: 1, max: 1 },
  async run({ operands: [project = ''], output }) {
    const { runs: records, problems } = await runJob('listRuns', { project: await folderOf(project), live: [] })
    for (const line of problemLines(problems)) output.note(line)
    output.json(records.map(summaryOf))
    output.table(
      [
        'Run',
        'Name',
        'Dataset',
        'State',
        'Epochs',
        'Validation, last epoch',
        'Test set, last weights',
        'Test set, best weights'
      ],
      records.map(record => {
        const { id, name, dataset, state, epochs, validation, metrics, best } = summaryOf(record)
        const ofBest = best && `${metricsText(best.test ?? {})} (epoch ${best.epoch})`.trim()
        return [
          id,
          name,
          dataset,
          state,
          `${epochs} of ${record.document.recipe.epochs}`,
          metricsText(validation ?? {}),
          metricsText(metrics),
          ofBest ?? 'not kept'
        ]
      })
    )
    for (const { id, note, failure } of records) {
      if (note !== undefined) output.line(`${id}: ${note}`)
      if (failure !== undefined) output.line(`${id} failed: ${failure.message}\n  ${failure.fix}`)
    }
  }
}

/** `metrics` are of the last weights on the test set, and empty until it was measured; `validation` is of the last epoch. */
function summaryOf({
  id,
  name,
  started,
  state,
  document,
  dataset,
  epochs,
  test = {},
  best,
  earlyStop,
  note,
  failure
}: RunRecord) {
  const last = epochs.at(-1)
  return {
    id,
    name,
    network: document.name,
    started,
    state,
    note,
    failure,
    dataset: datasetName({ document, dataset }),
    recipe: document.recipe,
    epochs: epochs.length,
    metrics: test,
    best,
    earlyStop,
    training: last?.metrics,
    validation: last?.validation
  }
}
