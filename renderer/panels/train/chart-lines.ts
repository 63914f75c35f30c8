import type { RunRecord } from '../../../core/train/run.ts'
import type { ChartLine } from '../../components/chart/chart-options.ts'
import { momentText } from '../../messages/number-texts.ts'
import { message } from '../../messages/message.ts'
import type { Curves, MetricCurves } from '../../state/runs/curves.ts'

export interface DrawnRun {
  readonly record: RunRecord
  readonly curves: Curves
}

const comparedColors = [
  '--family-pooling',
  '--family-normalization',
  '--family-loss',
  '--family-dense',
  '--family-merging'
] as const

/** The color in which a run is drawn beside the shown one, by its place among the compared ones. */
export function comparedColor(position: number): string {
  return comparedColors[position % comparedColors.length] ?? '--family-merging'
}

/** The first run with training and validation; each further one with the curve that says most, in a color of its own. */
export function linesOf([shown, ...others]: readonly DrawnRun[], metric: string): readonly ChartLine[] {
  if (shown === undefined) return []
  const { training, validation } = shown.curves[metric] ?? noCurves
  const own: readonly ChartLine[] = [
    { label: message('train/training'), color: '--family-convolution', ...training },
    {
      label: message('train/validating'),
      color: '--family-activation',
      hasPoints: validation.x.length < 40,
      ...validation
    }
  ]
  const compared = others.map(({ record, curves }, position): ChartLine => {
    const theirs = curves[metric] ?? noCurves
    const series = theirs.validation.x.length > 0 ? theirs.validation : theirs.training
    return { label: momentText(record.started), color: comparedColor(position), ...series }
  })
  return [...own.filter((line, index) => index === 0 || line.x.length > 0), ...compared]
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
