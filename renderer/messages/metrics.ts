import { inSentence, mainMetric, mainNames, metricLabel, parseMetric } from '../../core/metrics/catalogue.ts'
import type { MetricValues } from '../../core/metrics/metric.ts'
import { lossText, percentText } from './number-texts.ts'
import { message } from './message.ts'

/** A metric's value with its unit; `digits` behind the point of a percentage. */
export function metricText(name: string, value: number | undefined, digits = 1): string {
  return parseMetric(name).metric?.unit === 'percent' ? percentText(value, digits) : lossText(value)
}

/** `higher is better`; undefined for a metric that this version does not know. */
export function directionText(name: string): string | undefined {
  const better = parseMetric(name).metric?.better
  return better && message(better === 'higher' ? 'metric/higher' : 'metric/lower')
}

/** `mean IoU 63.2 %`, as it stands within a sentence. */
export function metricPhrase(name: string, value: number | undefined, digits = 1): string {
  return `${inSentence(metricLabel(name))} ${metricText(name, value, digits)}`
}

/** What a network is judged by first, by name and value. */
export function mainPhrase(values: MetricValues, digits = 1): string {
  const name = mainMetric(values)
  return metricPhrase(name, values[name], digits)
}

/** All metrics with what is better, a line each. */
export function metricLines(values: MetricValues): string {
  return Object.entries(values)
    .map(([name, value]) => {
      const direction = directionText(name)
      return `${metricLabel(name)} ${metricText(name, value)}${direction === undefined ? '' : ` (${direction})`}`
    })
    .join('\n')
}

/** The metrics of the main head besides the one that it is judged by first. */
export function otherMetrics(values: MetricValues): readonly string[] {
  const main = mainMetric(values)
  return [...mainNames(values)].reverse().filter(name => name !== main)
}
