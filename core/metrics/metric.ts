import { cast } from '../ops/elementwise/cast.ts'
import type { Emit, Tensor } from '../ops/define-op.ts'
import { mean } from '../ops/reduction/mean.ts'
import { sum } from '../ops/reduction/reduce.ts'

/** Metrics of a network by name, in the order in which they are shown. */
export type MetricValues = Readonly<Record<string, number>>

/** Sums over samples by name, each a tensor of any shape. */
export type Sums<Name extends string = string> = Readonly<Record<Name, ArrayLike<number>>>

/** A number that says how good a network is. It follows from sums over samples, so a set of any size is measured batch by batch. */
export interface Metric {
  readonly name: string
  readonly label: string
  readonly better: 'higher' | 'lower'
  /** `percent`: from 0 to 1, shown in percent. Left out where it has the unit of what is predicted. */
  readonly unit?: 'percent'
  /** Names of the sums that it follows from; no two metrics share one. */
  readonly sums: readonly string[]
  valueOf(sums: Sums, sampleCount: number): number
}

/** What one batch adds to the sums of a metric. */
export interface Measurement {
  readonly metric: Metric
  readonly totals: Readonly<Record<string, Tensor>>
}

interface Definition<Name extends string> extends Omit<Metric, 'sums' | 'valueOf'> {
  readonly sums: readonly Name[]
  valueOf(sums: Sums<Name>, sampleCount: number): number
}

interface DefinedMetric<Name extends string> extends Metric {
  /** `totals` are sums over the samples of a batch. */
  measured(totals: Readonly<Record<Name, Tensor>>): Measurement
}

export function defineMetric<const Name extends string>(definition: Definition<Name>): DefinedMetric<Name> {
  const metric: DefinedMetric<Name> = { ...definition, measured: totals => ({ metric, totals }) }
  return metric
}

interface MeanMetric extends Metric {
  /** The mean over all values of each sample: [batch, ...], of any number type. */
  ofValues(values: Tensor, op: Emit): Measurement
}

/** A metric that is the mean of one number a sample. `sum` is the name under which their sum is kept. */
export function defineMeanMetric({
  sum: name,
  ...about
}: Omit<Metric, 'sums' | 'valueOf'> & { readonly sum: string }): MeanMetric {
  const metric: MeanMetric = {
    ...about,
    sums: [name],
    valueOf: (sums, sampleCount) => Number(sums[name]?.[0]) / sampleCount,
    ofValues: (values, op) => ({ metric, totals: { [name]: sumOverBatch(meanOfEach(values, op), op) } })
  }
  return metric
}

function meanOfEach(values: Tensor, op: Emit): Tensor {
  const axes = values.shape.map((_, axis) => axis).slice(1)
  const input = values.dtype === 'float32' ? values : op(cast, { input: values }, { to: 'float32' })
  return axes.length === 0 ? input : op(mean, { input }, { axes, keepAxes: false })
}

export function sumOverBatch(input: Tensor, op: Emit): Tensor {
  return op(sum, { input }, { axes: [0], keepAxes: false })
}
