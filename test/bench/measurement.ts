import type { Precision } from '../../core/program/mixed-precision.ts'

/** Repeated measurements of one thing. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** One line of a benchmark. Times are in milliseconds unless `metric` says otherwise. */
export interface Measurement {
  readonly bench: string
  readonly case: string
  readonly batch?: number
  readonly precision?: Precision
  /** What is measured, with its unit: `epoch ms`. */
  readonly metric: string
  readonly ours: number
  readonly oursSpread: Spread
  readonly peers: Readonly<Record<string, number>>
  readonly peerSpreads: Readonly<Record<string, Spread>>
  /** Ours over the best peer's, medians of the same run. */
  readonly ratio?: number
  /** The same of the best measurement on either side: what a noisy neighbor disturbs least. */
  readonly ratioOfBest?: number
  /** At most this is to be reached, by `ratioOfBest` where there are peers and by `ours` where there are none. */
  readonly goal?: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((left, right) => left - right)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? NaN
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2
  return { median, min: sorted[0] ?? NaN, max: sorted[sorted.length - 1] ?? NaN }
}

/** The value that so large a share of them does not pass. */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)] ?? NaN
}

type About = Pick<Measurement, 'bench' | 'case' | 'metric'> & Partial<Pick<Measurement, 'batch' | 'precision' | 'goal'>>

/** The figure of measurements taken in turn. */
export function measurementOf(
  about: About,
  ours: readonly number[],
  peers: Readonly<Record<string, readonly number[]>> = {}
): Measurement {
  const oursSpread = spreadOf(ours)
  const peerSpreads = Object.fromEntries(Object.entries(peers).map(([name, values]) => [name, spreadOf(values)]))
  const spreads = Object.values(peerSpreads)
  const least = (pick: (spread: Spread) => number): number => Math.min(...spreads.map(pick))
  return {
    ...about,
    ours: oursSpread.median,
    oursSpread,
    peers: Object.fromEntries(Object.entries(peerSpreads).map(([name, { median }]) => [name, median])),
    peerSpreads,
    ...(spreads.length > 0 && {
      ratio: oursSpread.median / least(({ median }) => median),
      ratioOfBest: oursSpread.min / least(({ min }) => min)
    })
  }
}

const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))
const ranged = ({ median, min, max }: Spread): string => `${short(median)} (${short(min)} to ${short(max)})`

/** A figure as people read it. */
export function measurementText(measurement: Measurement): string {
  const { bench, metric, oursSpread, peerSpreads, ratio, ratioOfBest, goal } = measurement
  const title = [
    bench,
    measurement.case,
    measurement.batch && `batch ${measurement.batch}`,
    measurement.precision,
    metric
  ].filter(Boolean)
  const peers = Object.entries(peerSpreads).map(([name, spread]) => `${name} ${ranged(spread)}`)
  const judged = ratioOfBest ?? oursSpread.median
  return [
    `${title.join(', ')}: ${ranged(oursSpread)}`,
    ...peers.map(peer => `    ${peer}`),
    ...(ratio !== undefined && ratioOfBest !== undefined
      ? [`    over the faster: ${ratio.toFixed(2)} by medians, ${ratioOfBest.toFixed(2)} by best`]
      : []),
    ...(goal !== undefined ? [`    goal: at most ${goal}, ${judged <= goal ? 'reached' : 'missed'}`] : [])
  ].join('\n')
}
