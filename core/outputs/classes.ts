import { indexOfLargest } from '../index-of-largest.ts'
import { largestDifference } from './comparison.ts'
import { classifierMetrics, type ClassifierMetrics } from './classifier-metrics.ts'
import { emptyConfusion, type Confusion } from './confusion.ts'
import { defineOutput, type ToldEvaluation } from './define-output.ts'
import { unitRange } from './value-range.ts'

export interface ClassesPrediction {
  readonly kind: 'classes'
  readonly classes: readonly string[]
  /** One for each class. */
  readonly probabilities: Float32Array
}

export interface ClassesEvaluation {
  readonly kind: 'classes'
  readonly classes: readonly string[]
  readonly confusion: Confusion
  readonly labels: Int32Array
  /** [samples, classes], row-major. */
  readonly probabilities: Float32Array
  /** Undefined where there is one class alone. */
  readonly figures: ClassifierMetrics | undefined
}

/** How many of the likeliest classes are told of. */
const shown = 5

export const classes = defineOutput({
  kind: 'classes',
  label: 'Classes',
  summary: 'The one class of each sample, as a probability for each class.',
  role: 'label',
  example: {
    shape: [3],
    reads: 'softmax',
    range: unitRange,
    field: { name: 'label', role: 'label', classes: ['a', 'b', 'c'], classCounts: [] }
  },
  recognize({ shape, reads }, field): readonly string[] | undefined {
    const values = shape.reduce((product, size) => product * size, 1)
    if (field === undefined) {
      const isRow = shape.length === 1 && values > 1 && reads === 'softmax'
      return isRow ? Array.from({ length: values }, (_, index) => String(index)) : undefined
    }
    const count = field.classes.length
    return values === count || (values === 1 && count === 2) ? field.classes : undefined
  },
  decode: (values, names): ClassesPrediction => ({
    kind: 'classes',
    classes: names,
    probabilities: values.length === names.length ? values : ofBoth(values[0] ?? 0)
  }),
  truth: (target, names): ClassesPrediction => ({
    kind: 'classes',
    classes: names,
    probabilities: Float32Array.from(names, (_, index) => (index === target[0] ? 1 : 0))
  }),
  evaluator(names) {
    const labels: number[] = []
    const rows: Float32Array[] = []
    return {
      add(values, target) {
        labels.push(target[0] ?? 0)
        rows.push(values.length === names.length ? values : ofBoth(values[0] ?? 0))
      },
      result: () => evaluationOf(names, Int32Array.from(labels), rows)
    }
  },
  /** The wrong ones, those that were surest of themselves before; then the right ones, doubtful before. */
  worstFirst({ labels, probabilities, classes: { length } }) {
    const sureness = Array.from(labels, (label, sample) => {
      const row = probabilities.subarray(sample * length, (sample + 1) * length)
      const prediction = indexOfLargest(row)
      const probability = row[prediction] ?? 0
      // Wrong ones above 0, right ones below.
      return prediction === label ? -probability : probability + 1
    })
    return sureness.map((_, position) => position).sort((a, b) => (sureness[b] ?? 0) - (sureness[a] ?? 0))
  },
  compare: (wanted, given) => largestDifference(wanted, given, 1),
  tellPrediction({ classes: names, probabilities }) {
    const top = [...probabilities]
      .map((probability, index) => ({ label: names[index] ?? String(index), probability }))
      .sort((left, right) => right.probability - left.probability)
      .slice(0, shown)
    return { json: { top }, fractions: top.map(({ label, probability }) => ({ label, fraction: probability })) }
  },
  metrics: ({ confusion }) => ({ accuracy: accuracyOf(confusion) }),
  tellEvaluation: ({ confusion, figures, classes: names }) => ({
    json: { confusion, ...figures },
    ...(figures === undefined ? { figures: [] } : told(figures, confusion, names))
  })
})

/** The share of all samples whose likeliest class is the right one. */
function accuracyOf(confusion: Confusion): number {
  const count = confusion.flat().reduce((sum, each) => sum + each, 0)
  return confusion.reduce((sum, row, label) => sum + (row[label] ?? 0), 0) / count
}

/** How likely each of two classes is, from the single value that tells them apart. */
function ofBoth(second: number): Float32Array {
  return Float32Array.of(1 - second, second)
}

function evaluationOf(names: readonly string[], labels: Int32Array, rows: readonly Float32Array[]): ClassesEvaluation {
  const probabilities = new Float32Array(rows.length * names.length)
  const confusion = emptyConfusion(names.length)
  rows.forEach((row, sample) => {
    probabilities.set(row, sample * names.length)
    const counts = confusion[labels[sample] ?? 0]
    const prediction = indexOfLargest(row)
    if (counts) counts[prediction] = (counts[prediction] ?? 0) + 1
  })
  const evaluated = { labels, probabilities, classCount: names.length }
  return {
    kind: 'classes',
    classes: names,
    confusion,
    labels,
    probabilities,
    figures: names.length > 1 ? classifierMetrics(evaluated, confusion) : undefined
  }
}

function told(
  { topK, precision, recall, f1, auc, meanError, perClass }: ClassifierMetrics,
  confusion: Confusion,
  names: readonly string[]
): Pick<ToldEvaluation, 'figures' | 'table'> {
  const percent = (value: number | undefined) => ({ value, unit: 'percent' })
  return {
    figures: [
      { label: `top-${topK.k}`, ...percent(topK.accuracy) },
      { label: 'precision', ...percent(precision) },
      { label: 'recall', ...percent(recall) },
      { label: 'F1', value: f1 },
      { label: 'AUC', value: auc },
      { label: 'mean error', value: meanError }
    ],
    table: {
      headings: ['Label', 'Samples', 'Precision', 'Recall', 'F1', ...names.map(name => `→ ${name}`)],
      rows: confusion.map((row, label) => {
        const own = perClass[label]
        const figures = [percent(own?.precision), percent(own?.recall), { value: own?.f1 }]
        return [names[label] ?? String(label), own?.count ?? 0, ...figures, ...row]
      })
    }
  }
}
