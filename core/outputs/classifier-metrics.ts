import { classMetrics, predictionsFor, type ClassMetrics, type Confusion } from './confusion.ts'

// Figures of a classifier on a set, each a pure function of the labels and of what the network predicted.

/** Predictions of a network: row-major [samples, classes]. */
export interface Evaluated {
  readonly labels: ArrayLike<number>
  readonly probabilities: Float32Array
  readonly classCount: number
}

export interface ClassifierMetrics {
  readonly topK: { readonly k: number; readonly accuracy: number }
  /** Means over the classes that occur among labels or predictions, each counting the same. */
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Undefined where all labels are of one class. */
  readonly auc: number | undefined
  /** Mean distance of a probability from 1 for the right class and from 0 for the others. */
  readonly meanError: number
  readonly perClass: readonly ClassMetrics[]
}

/** As many as are told of by default: five, as on ImageNet, and a quarter of the classes where they are fewer than twenty. */
export function usualTopK(classCount: number): number {
  return Math.max(1, Math.min(5, Math.ceil(classCount / 4)))
}

export function classifierMetrics(
  evaluated: Evaluated,
  confusion: Confusion,
  k: number = usualTopK(evaluated.classCount)
): ClassifierMetrics {
  const perClass = classMetrics(confusion)
  const occurring = perClass.filter((figures, label) => figures.count > 0 || predictionsFor(confusion, label) > 0)
  const mean = (value: 'precision' | 'recall' | 'f1'): number =>
    occurring.reduce((sum, each) => sum + each[value], 0) / occurring.length
  return {
    topK: { k, accuracy: topKAccuracy(evaluated, k) },
    precision: mean('precision'),
    recall: mean('recall'),
    f1: mean('f1'),
    auc: areaUnderCurve(evaluated),
    meanError: meanError(evaluated),
    perClass
  }
}

/** The share of samples whose class is among the k likeliest; of equal probabilities the right one counts as before the others. */
export function topKAccuracy({ labels, probabilities, classCount }: Evaluated, k: number): number {
  let found = 0
  for (let sample = 0; sample < labels.length; sample++) {
    const row = probabilities.subarray(sample * classCount, (sample + 1) * classCount)
    const own = row[labels[sample] ?? 0] ?? 0
    if (row.reduce((above, value) => above + (value > own ? 1 : 0), 0) < k) found += 1
  }
  return found / labels.length
}

export function meanError({ labels, probabilities, classCount }: Evaluated): number {
  let sum = 0
  probabilities.forEach((value, position) => {
    const isRight = labels[Math.floor(position / classCount)] === position % classCount
    sum += Math.abs(value - (isRight ? 1 : 0))
  })
  return sum / probabilities.length
}

/**
 * Area under the receiver operating characteristic: how often a sample of a class is given a higher probability for it
 * than a sample of another class, ties counting half (Hanley and McNeil 1982). Of two classes that of the second, of
 * more the mean over the classes, each against the rest.
 */
export function areaUnderCurve({ labels, probabilities, classCount }: Evaluated): number | undefined {
  const classes = classCount === 2 ? [1] : Array.from({ length: classCount }, (_, label) => label)
  const areas = classes.flatMap(label => {
    const values = Float32Array.from(labels, (_, sample) => probabilities[sample * classCount + label] ?? 0)
    const isOwn = Array.from(labels, each => each === label)
    return areaOf(values, isOwn) ?? []
  })
  return areas.length === 0 ? undefined : areas.reduce((sum, area) => sum + area, 0) / areas.length
}

/** By the sum of ranks, equal values sharing the mean of theirs; undefined where one side is empty. */
function areaOf(values: Float32Array, isOwn: readonly boolean[]): number | undefined {
  const own = isOwn.filter(Boolean).length
  const others = isOwn.length - own
  if (own === 0 || others === 0) return undefined
  const order = Uint32Array.from(values, (_, position) => position).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  let ranks = 0
  for (let start = 0; start < order.length;) {
    let end = start + 1
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end += 1
    const owned = order.subarray(start, end).reduce((count, position) => count + (isOwn[position] === true ? 1 : 0), 0)
    ranks += owned * ((start + 1 + end) / 2)
    start = end
  }
  return (ranks - (own * (own + 1)) / 2) / (own * others)
}
