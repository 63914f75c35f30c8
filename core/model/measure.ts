import { assert } from '../assert.ts'
import type { HostTensor } from '../engine.ts'
import { loss as lossMetric } from '../metrics/loss.ts'
import type { Metric, MetricValues, Sums } from '../metrics/metric.ts'
import type { LoweredNetwork } from '../network/lower.ts'
import { add } from '../ops/elementwise/arithmetic.ts'
import { countAlong } from '../ops/reduction/reduce.ts'
import type { Tensor } from '../ops/define-op.ts'
import type { Builder } from '../program/builder.ts'

/** A metric of a whole network. */
export interface NetworkMetric {
  /** The metric's own for the main head, and behind the path of the loss for the others: `auxiliary/accuracy`. */
  readonly name: string
  readonly metric: Metric
  /** What stands before the names of its sums: nothing, or the path of the loss. */
  readonly front: string
}

/** What is told of a network, and what one batch adds to the sums that it follows from. */
export interface Measured {
  readonly metrics: readonly NetworkMetric[]
  readonly totals: Readonly<Record<string, Tensor>>
}

/** The sum that counts the samples. */
const countName = 'count'

/** Several heads: losses add up, and each tells its own beside. The penalty counts in the loss of every sample, as in Keras. */
export function measure(builder: Builder, lowered: LoweredNetwork, penalty: Tensor | undefined): Measured {
  const { emit } = builder
  const { losses, mainLoss } = lowered
  const [first, ...rest] = losses
  assert(first !== undefined, 'A training has a loss.')
  const plus = (left: Tensor, right: Tensor): Tensor => emit(add, { left, right })
  const heads = rest.reduce((whole, { loss }) => plus(whole, loss), first.loss)
  const whole = lossMetric.ofValues(penalty === undefined ? heads : plus(heads, penalty), emit)
  const parts = [
    { front: '', measurements: [whole, ...(mainLoss?.measurements ?? [])] },
    ...losses.map(each => ({
      front: `${each.path}/`,
      measurements: [
        ...(rest.length > 0 ? [lossMetric.ofValues(each.loss, emit)] : []),
        ...(each === mainLoss ? [] : each.measurements)
      ]
    }))
  ]
  const totals = parts.flatMap(({ front, measurements }) =>
    measurements.flatMap(each =>
      Object.entries(each.totals).map(([name, total]) => [`${front}${name}`, total] as const)
    )
  )
  return {
    metrics: parts.flatMap(({ front, measurements }) =>
      measurements.map(({ metric }) => ({ name: `${front}${metric.name}`, metric, front }))
    ),
    totals: { ...Object.fromEntries(totals), [countName]: emit(countAlong, { like: first.loss }, { axes: [0] }) }
  }
}

/** The fetched totals or sums as numbers. */
export function sumsOf(tensors: Readonly<Record<string, HostTensor>>): Sums {
  return Object.fromEntries(Object.entries(tensors).map(([name, { data }]) => [name, Array.from(data, Number)]))
}

export function sampleCount(sums: Sums): number {
  return sums[countName]?.[0] ?? 0
}

export function metricValues(metrics: readonly NetworkMetric[], sums: Sums): MetricValues {
  return Object.fromEntries(
    metrics.map(({ name, metric, front }) => {
      const own = metric.sums.map(each => [each, sums[`${front}${each}`] ?? []] as const)
      return [name, metric.valueOf(Object.fromEntries(own), sampleCount(sums))]
    })
  )
}

/** The sums of both, or with -1 of the first without the second. */
export function combineSums(left: Sums, right: Sums, sign: 1 | -1 = 1): Sums {
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  return Object.fromEntries(
    [...names].map(name => {
      const [one = [], other = []] = [left[name], right[name]]
      const length = Math.max(one.length, other.length)
      return [name, Float64Array.from({ length }, (_, index) => (one[index] ?? 0) + sign * (other[index] ?? 0))]
    })
  )
}
