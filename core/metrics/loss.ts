import { defineMeanMetric } from './metric.ts'

/** What training makes smaller. */
export const loss = defineMeanMetric({ name: 'loss', label: 'Loss', better: 'lower', sum: 'loss' })
