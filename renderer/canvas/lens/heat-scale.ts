import { bytesText } from '../../../core/number-text.ts'
import type { LayerFacts } from '../../../core/network/network.ts'
import { countText, timeText } from '../../messages/number-texts.ts'
import { message } from '../../messages/message.ts'

/** What colors the layers of a heat map. All of them are of one sample. */
export const measures = ['parameters', 'macs', 'memory', 'time'] as const
export type Measure = (typeof measures)[number]

/** From the least to the most of what is on the canvas. */
export interface HeatScale {
  readonly measure: Measure
  readonly least: number
  readonly most: number
  /** Steps of the colors are factors rather than differences. */
  readonly isLogarithmic: boolean
  readonly total: number
}

/** From so large a factor between the least and the most, a linear scale would show only the largest. */
const logarithmicFrom = 30

/** Undefined where there is nothing to show. */
export function heatScale(measure: Measure, values: Iterable<number>): HeatScale | undefined {
  const present = [...values].filter(value => value > 0)
  if (present.length === 0) return undefined
  const [least, most] = [Math.min(...present), Math.max(...present)]
  const isLogarithmic = most / least > logarithmicFrom
  const total = present.reduce((sum, value) => sum + value, 0)
  return { measure, least: isLogarithmic ? least : 0, most, isLogarithmic, total }
}

/** Where a value lies on the scale, from 0 to 1; undefined for nothing at all. */
export function fractionOn({ least, most, isLogarithmic }: HeatScale, value: number): number | undefined {
  if (value <= 0) return undefined
  return isLogarithmic ? Math.log(value / least) / Math.log(most / least) : value / most
}

/** The value at a share of the scale: what its legend says. */
export function valueAt({ least, most, isLogarithmic }: HeatScale, fraction: number): number {
  return isLogarithmic ? least * (most / least) ** fraction : fraction * most
}

export function measured(facts: LayerFacts | undefined, measure: Exclude<Measure, 'time'>): number | undefined {
  switch (measure) {
    case 'parameters':
      return facts?.parameters
    case 'macs':
      return facts?.macs
    case 'memory':
      return facts?.activationBytes
  }
}

export function measureText(measure: Measure, value: number): string {
  switch (measure) {
    case 'memory':
      return bytesText(Math.round(value))
    case 'time':
      // Most layers take less than a millisecond.
      return value < 10 ? message('time/milliseconds', { count: value.toPrecision(2) }) : timeText(value)
    default:
      return countText(Math.round(value))
  }
}
