import type { RunRecord } from '../../../core/train/run.ts'
import type { ChartLine } from '../../components/chart/line-chart.ts'
import { momentText } from '../../messages/figures.ts'
import { message } from '../../messages/message.ts'
import type { Curves } from '../../state/runs/curves.ts'

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
export function comparedColor(place: number): string {
  return comparedColors[place % comparedColors.length] ?? '--family-merging'
}

/** The first run with training and validation; each further one with the curve that says most, in a color of its own. */
export function linesOf([shown, ...others]: readonly DrawnRun[], figure: 'loss' | 'accuracy'): readonly ChartLine[] {
  if (shown === undefined) return []
  const validated = figure === 'loss' ? 'validationLoss' : 'validationAccuracy'
  const own: readonly ChartLine[] = [
    { label: message('train/training'), color: '--family-convolution', ...shown.curves[figure] },
    {
      label: message('train/validating'),
      color: '--family-activation',
      hasPoints: shown.curves[validated].x.length < 40,
      ...shown.curves[validated]
    }
  ]
  const compared = others.map(({ record, curves }, place): ChartLine => {
    const series = curves[validated].x.length > 0 ? curves[validated] : curves[figure]
    return { label: momentText(record.started), color: comparedColor(place), ...series }
  })
  return [...own.filter((line, index) => index === 0 || line.x.length > 0), ...compared]
}

/** From 0, or over whole decades. */
export function lossRange(min: number, max: number, isLogarithmic: boolean): readonly [number, number] {
  const top = max > 0 ? max : 1
  if (!isLogarithmic) return [0, top * 1.05]
  const bottom = min > 0 ? min : top / 100
  return [bottom / 1.3, top * 1.3]
}

/**
 * Up to 1, from a little below what was reached after the first half epoch: the first steps, which know nothing, would
 * press all that matters against the upper edge.
 */
export function accuracyRange(lines: readonly ChartLine[]): readonly [number, number] {
  const settled = lines.flatMap(({ x, y }) => y.filter((_, index) => (x[index] ?? 0) >= 0.5))
  const least = Math.min(...(settled.length > 0 ? settled : lines.flatMap(({ y }) => y)))
  if (!Number.isFinite(least)) return [0, 1]
  const margin = Math.max(0.02, (1 - least) * 0.15)
  return [Math.max(0, Math.floor((least - margin) * 50) / 50), 1]
}
