import { movingMean } from '../../../core/metrics/figure.ts'
import type { RunRecord } from '../../../core/train/run.ts'
import type { ChartLine } from '../../components/chart/chart-options.ts'
import { message } from '../../messages/message.ts'
import type { Curves, MetricCurves } from '../../state/runs/curves.ts'

export interface DrawnRun {
  readonly record: RunRecord
  /** Its place among the compared ones. */
  readonly place?: number | undefined
  readonly curves: Curves
}

const comparedColors = [
  '--family-pooling',
  '--family-normalization',
  '--family-loss',
  '--family-dense',
  '--family-data',
  '--family-merging'
] as const

/** How a curve is drawn beside those of the shown run. */
export interface Look {
  /** A CSS custom property. */
  readonly color: string
  /** Lengths of strokes and gaps, in pixels; solid where there are none. */
  readonly dash: readonly number[]
}

const dashes: readonly Look['dash'][] = [[], [7, 4], [2, 3], [10, 3, 2, 3]]

/** The look of the run at a place among the compared ones: first all colors, then each again with other strokes. */
export function comparedLook(place: number): Look {
  return {
    color: comparedColors[place % comparedColors.length] ?? '--family-merging',
    dash: dashes[Math.floor(place / comparedColors.length) % dashes.length] ?? []
  }
}

/** So many curves can be told apart. */
export const mostCompared = comparedColors.length * dashes.length

/** The first run with training and validation; each further one with one of the two, in a color of its own, and which. */
export function linesOf([shown, ...others]: readonly DrawnRun[], metric: string): readonly ChartLine[] {
  if (shown === undefined) return []
  const { training, validation } = shown.curves[metric] ?? noCurves
  const own: readonly ChartLine[] = [
    { label: trainingText, color: '--family-convolution', ...training },
    {
      label: message('train/validating'),
      color: '--family-activation',
      hasPoints: validation.x.length < 40,
      ...validation
    }
  ]
  const compared = others.map(({ record, curves, place = 0 }): ChartLine => {
    const theirs = curves[metric] ?? noCurves
    const isValidated = theirs.validation.x.length > 0
    const samples = isValidated ? message('train/validating') : trainingText
    const series = isValidated ? theirs.validation : theirs.training
    return { label: `${shortName(record.name, shown.record.name)}: ${samples}`, ...comparedLook(place), ...series }
  })
  return [...own.filter((line, index) => index === 0 || line.x.length > 0), ...compared]
}

/** The curve of what it trains on is drawn while it trains. */
const trainingText = `${message('train/training')} (${movingMean})`

/** A name without what that of the shown run begins with too: what they differ in is wanted, in little room. */
export function shortName(name: string, shown: string): string {
  const [parts, others] = [name.split(', '), shown.split(', ')]
  const first = parts.findIndex((part, at) => part !== others[at])
  return first === -1 ? name : parts.slice(first).join(', ')
}

const noCurves: MetricCurves = { training: { x: [], y: [] }, validation: { x: [], y: [] } }

/** From 0, or over whole decades. */
export function openRange(min: number, max: number, isLogarithmic: boolean): readonly [number, number] {
  const top = max > 0 ? max : 1
  if (!isLogarithmic) return [0, top * 1.05]
  const bottom = min > 0 ? min : top / 100
  return [bottom / 1.3, top * 1.3]
}

/**
 * Up to 1, from a little below what was reached after the first half epoch: the first steps, which know nothing, would
 * press all that matters against the upper edge.
 */
export function fractionRange(lines: readonly ChartLine[]): readonly [number, number] {
  const settled = lines.flatMap(({ x, y }) => y.filter((_, index) => (x[index] ?? 0) >= 0.5))
  const least = Math.min(...(settled.length > 0 ? settled : lines.flatMap(({ y }) => y)))
  if (!Number.isFinite(least)) return [0, 1]
  const margin = Math.max(0.02, (1 - least) * 0.15)
  return [Math.max(0, Math.floor((least - margin) * 50) / 50), 1]
}
