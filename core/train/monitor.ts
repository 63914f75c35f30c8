import { isBetter, mainMetric } from '../metrics/catalogue.ts'
import { epochMean, figureText } from '../metrics/figure.ts'
import { loss } from '../metrics/loss.ts'
import type { MetricValues } from '../metrics/metric.ts'
import type { Recipe } from '../recipe/recipe.ts'

/** A figure that a training watches from epoch to epoch. */
export interface Monitor {
  readonly samples: 'validation' | 'training'
  /** The metric's name: `accuracy`, `auxiliary/loss`. */
  readonly metric: string
}

/** What an epoch was measured to be. */
export interface EpochFigures {
  readonly metrics: MetricValues
  readonly validation?: MetricValues
}

/** A monitor as recipes and the command line write it, `validation/accuracy`; undefined where a text is none. */
export function parseMonitor(text: string): Monitor | undefined {
  const [, samples, metric] = /^(validation|training)\/(.+)$/.exec(text) ?? []
  return metric === undefined ? undefined : { samples: samples === 'training' ? 'training' : 'validation', metric }
}

export function monitorName({ samples, metric }: Monitor): string {
  return `${samples}/${metric}`
}

/** `validation accuracy`, `training loss (epoch mean)`. */
export function monitorText({ samples, metric }: Monitor): string {
  return `${figureText(samples, metric)}${samples === 'training' ? ` (${epochMean})` : ''}`
}

/**
 * What the best weights and early stopping go by: what the recipe names, or else the metric by which the network is
 * judged first, on the validation samples. Several updates pull against each other, so that no figure says by itself
 * which weights are best.
 */
export function monitorOf(
  { monitor, updates }: Pick<Recipe, 'monitor' | 'updates'>,
  measured: MetricValues
): Monitor | undefined {
  if (monitor !== undefined) return parseMonitor(monitor)
  return updates.length === 1 ? { samples: 'validation', metric: mainMetric(measured) } : undefined
}

/** What "reduce on plateau" goes by where its update names nothing. */
export function plateauMonitor(named: string, { validation }: EpochFigures): Monitor {
  const given = parseMonitor(named)
  return given ?? { samples: validation === undefined ? 'training' : 'validation', metric: loss.name }
}

/** The figure with the sign that makes less better, whatever its metric; undefined where it was not measured. */
export function costOf(monitor: Monitor, epoch: EpochFigures): number | undefined {
  const value = figureOf(monitor, epoch)
  return value === undefined || isBetter(monitor.metric, 0, 1) ? value : -value
}

/** Undefined where it was not measured. */
export function figureOf({ samples, metric }: Monitor, { metrics, validation }: EpochFigures): number | undefined {
  return (samples === 'training' ? metrics : validation)?.[metric]
}
