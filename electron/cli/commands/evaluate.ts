import type { Evaluation } from '../../../core/host/explore.ts'
import { topKAccuracy, type ClassifierFigures } from '../../../core/train/metrics.ts'
import { type Command, UsageFault } from '../command.ts'
import { runJob } from '../local-jobs.ts'
import { modelOf, modelOptions, modelUsage } from '../model-of.ts'
import { figure, metricsText, percent } from '../training-text.ts'

export const evaluate: Command = {
  name: 'evaluate',
  usage: `PROJECT ${modelUsage} [--top-k N]`,
  summary: 'Evaluates a model on its held-out test set: accuracy, precision, recall, F1, AUC, confusion matrix',
  options: { ...modelOptions, 'top-k': { type: 'string' } },
  operands: { min: 1, max: 1 },
  async run(call) {
    const { output } = call
    const k = call.count('top-k', 1)
    const evaluation = await runJob('evaluate', { ...(await modelOf(call)), split: 'test' })
    const { metrics, confusion, classes, labels } = evaluation
    if (k !== undefined && k > Math.max(classes.length, 1)) {
      throw new UsageFault(`--top-k takes a whole number up to the ${classes.length} classes, not ${k}.`)
    }
    const figures = figuresOf(evaluation, k)
    const { loss, accuracy } = metrics
    output.json({ loss, accuracy, confusion, metrics, ...figures })
    output.line(`${labels.length} test samples: ${metricsText(metrics, ', ')}`)
    if (figures === undefined) return
    const { topK, precision, recall, f1, auc, meanError, perClass } = figures
    output.line(
      `top-${topK.k} ${percent(topK.accuracy)}, precision ${percent(precision)}, recall ${percent(recall)}, ` +
        `F1 ${figure(f1)}, AUC ${figure(auc)}, mean error ${figure(meanError)}`
    )
    output.line()
    output.table(
      ['Label', 'Samples', 'Precision', 'Recall', 'F1', ...classes.map(label => `→ ${label}`)],
      confusion.map((row, label) => {
        const own = perClass[label]
        return [
          classes[label] ?? String(label),
          own?.count ?? 0,
          percent(own?.precision),
          percent(own?.recall),
          figure(own?.f1),
          ...row
        ]
      })
    )
  }
}

/** The figures of the evaluation, with the share among the k likeliest where one was asked for. */
function figuresOf({ figures, labels, probabilities, classes }: Evaluation, k?: number): ClassifierFigures | undefined {
  if (figures === undefined || k === undefined) return figures
  const accuracy = topKAccuracy({ labels, probabilities, classCount: classes.length }, k)
  return { ...figures, topK: { k, accuracy } }
}
