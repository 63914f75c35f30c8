import { inSentence, metricLabel, parseMetric } from './catalogue.ts'

/** The samples that a figure was measured on. */
export type FigureSamples = 'training' | 'validation' | 'test'

/** A figure in the words that it has everywhere: `validation accuracy`, `auxiliary: training loss`. */
export function figureText(samples: FigureSamples, name: string): string {
  const { head, metric } = parseMetric(name)
  const own = `${samples} ${metric === undefined ? metricLabel(name) : inSentence(metric.label)}`
  return head === undefined ? own : `${head}: ${own}`
}

/** What a training figure of an epoch is a mean over; those of other samples are of the weights after it. */
export const epochMean = 'epoch mean'

/** What a training figure is a mean over while it trains: about the last tenth of an epoch. */
export const movingMean = 'moving mean'
