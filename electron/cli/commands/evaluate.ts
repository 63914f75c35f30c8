import type { Evaluation } from '../../../core/host/calls/explore.ts'
import { outputKind } from '../../../core/outputs/catalogue.ts'
import { topKAccuracy } from '../../../core/outputs/classifier-metrics.ts'
import { type Command, UsageFault } from '../command.ts'
import { runJob } from '../local-jobs.ts'
import { modelOf, modelOptions, modelUsage, weightsText } from '../model-of.ts'
import { countText, doneText } from '../output.ts'
import { metricsText, unitText } from '../training-text.ts'

export const evaluate: Command = {
  name: 'evaluate',
  usage: `PROJECT ${modelUsage} [--top-k N]`,
  summary: 'Evaluates a model on its held-out test set: its metrics, and what its kind of output tells beside',
  options: { ...modelOptions, 'top-k': { type: 'string' } },
  operands: { min: 1, max: 1 },
  async run(call) {
    const { output } = call
    const k = call.count('top-k', 1)
    const model = await modelOf(call)
    const weights = await weightsText(model)
    const evaluated = await runJob('evaluate', { ...model, split: 'test' }, ({ name, value }) => {
      if (name === 'evaluating' || name === 'importing') output.progress(doneText(value.done, value.total))
    })
    const evaluation = k === undefined ? evaluated : withTopK(evaluated, k)
    const { kind, metrics, indices } = evaluation
    const { json, figures, table } = outputKind(evaluation).tellEvaluation(evaluation)
    const { loss, accuracy } = metrics
    output.json({ kind, loss, accuracy, confusion: [], metrics, ...json })
    const told = metricsText(metrics, ', ')
    output.line(
      `${countText(indices.length)} test samples${weights === undefined ? '' : `, ${weights}`}${told === '' ? '' : `: ${told}`}`
    )
    if (figures.length > 0) {
      output.line(figures.map(({ label, value, unit }) => `${label} ${unitText(value, unit)}`).join(', '))
    }
    if (table === undefined) return
    output.line()
    output.table(
      table.headings,
      table.rows.map(row => row.map(cell => (typeof cell === 'object' ? unitText(cell.value, cell.unit) : cell)))
    )
  }
}

/** With the share among the k likeliest classes in place of the usual one. */
function withTopK(evaluation: Evaluation, k: number): Evaluation {
  if (evaluation.kind !== 'classes') {
    throw new UsageFault('--top-k is for networks that sort samples into classes.')
  }
  const { figures, labels, probabilities, classes } = evaluation
  if (k > Math.max(classes.length, 1)) {
    throw new UsageFault(`--top-k takes a whole number up to the ${classes.length} classes, not ${k}.`)
  }
  const accuracy = topKAccuracy({ labels, probabilities, classCount: classes.length }, k)
  return { ...evaluation, figures: figures && { ...figures, topK: { k, accuracy } } }
}
