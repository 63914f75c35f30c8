import { resolve } from 'node:path'
import type { Command } from '../command.ts'
import { runJob } from '../local-jobs.ts'
import { figure, percent } from '../training-text.ts'

export const evaluate: Command = {
  name: 'evaluate',
  usage: 'PROJECT --run RUN',
  summary: 'Scores a run on its held-out test set, with the confusion matrix',
  options: { run: { type: 'string' } },
  operands: { min: 1, max: 1 },
  async run({ operands: [project = ''], output, required }) {
    const input = { project: resolve(project), run: required('run'), split: 'test' } as const
    const { loss, accuracy, confusion, classes, labels } = await runJob('evaluate', input)
    output.json({ loss, accuracy, confusion })
    output.line(`${labels.length} test samples: loss ${figure(loss)}, accuracy ${percent(accuracy)}`)
    output.line()
    output.table(
      ['Label', ...classes.map(label => `→ ${label}`)],
      confusion.map((row, label) => [classes[label] ?? String(label), ...row])
    )
  }
}
