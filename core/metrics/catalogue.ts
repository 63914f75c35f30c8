import { accuracy } from './accuracy.ts'
import { loss } from './loss.ts'
import { meanAbsoluteError } from './mean-absolute-error.ts'
import { meanIoU } from './mean-iou.ts'
import type { Metric, MetricValues } from './metric.ts'
import { pixelAccuracy } from './pixel-accuracy.ts'

export const metrics: readonly Metric[] = [loss, accuracy, meanIoU, pixelAccuracy, meanAbsoluteError]

/** Which loss of a network measures a metric, and the metric: undefined for one that this version does not know. */
export interface MetricName {
  /** Path of the loss where it is not the main head's; `auxiliary` in `auxiliary/accuracy`. */
  readonly head: string | undefined
  readonly metric: Metric | undefined
}

export function parseMetric(name: string): MetricName {
  const end = name.lastIndexOf('/')
  const own = name.slice(end + 1)
  return { head: end < 0 ? undefined : name.slice(0, end), metric: metrics.find(metric => metric.name === own) }
}

/** `Accuracy`, or `auxiliary: accuracy` for another head. */
export function metricLabel(name: string): string {
  const { head, metric } = parseMetric(name)
  if (head === undefined) return metric?.label ?? name
  return metric === undefined ? name : `${head}: ${inSentence(metric.label)}`
}

/** A label as it stands within a sentence: `mean IoU`. */
export function inSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}

/** By which a network is judged first: the first metric of its main head, or its loss where it has no other. */
export function mainMetric(values: MetricValues): string {
  return mainNames(values).find(name => name !== loss.name) ?? loss.name
}

/** The metrics of the main head. */
export function mainNames(values: MetricValues): readonly string[] {
  return Object.keys(values).filter(name => parseMetric(name).head === undefined)
}

/** Whether one value of a metric is better than another. */
export function isBetter(name: string, value: number, than: number): boolean {
  return parseMetric(name).metric?.better === 'higher' ? value > than : value < than
}
