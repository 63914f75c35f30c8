import { pair, type Pair } from '../../parameters.ts'
import { defineProblem } from '../../problem.ts'
import type { LayerCheck } from '../define-layer.ts'
import { channelsLast, type KerasReading } from '../keras-form.ts'
import { paddingParameters, windowText, type SlidingWindow } from './windows.ts'

/** The parameter table of the pooling layers. */
export const poolingParameters = {
  poolSize: pair({ default: [2, 2], min: 1, max: 1024, help: 'Height and width of the window.' }),
  strides: pair({
    default: [2, 2],
    follows: 'poolSize',
    min: 1,
    max: 1024,
    help: 'Rows and columns from one window to the next. Follows the pool size until you set it; smaller, and windows overlap.'
  }),
  ...paddingParameters
}

export type PoolingValues = Omit<SlidingWindow, 'size' | 'parameter'> & { readonly poolSize: Pair }

export function poolingWindow({ poolSize: size, strides, padding, explicitPadding }: PoolingValues): SlidingWindow {
  return { size, strides, padding, explicitPadding, parameter: 'poolSize' }
}

export function poolingText({ poolSize: size, strides }: PoolingValues): string {
  return windowText({ size, strides }, size)
}

/** How Keras's pooling classes become ours. */
export function kerasPooling(className: string): KerasReading {
  return {
    className,
    defaults: { pool_size: [2, 2], padding: 'valid', ...channelsLast },
    settle: options => ({ ...options, strides: options['strides'] ?? options['pool_size'] }),
    parameters: ({ pool_size: poolSize, strides, padding }) => ({ poolSize, strides, padding })
  }
}

export const poolingExamples = [
  { inputs: { input: [6, 4, 2] } },
  { inputs: { input: [7, 7, 2] }, parameters: { poolSize: [3, 3], strides: [2, 2] } },
  { inputs: { input: [5, 7, 1] }, parameters: { poolSize: [2, 3], padding: 'same' } },
  {
    inputs: { input: [6, 6, 2] },
    parameters: { poolSize: [3, 3], strides: [2, 1], padding: 'explicit', explicitPadding: [1, 1] }
  }
] as const

/** Reports padding so wide that a window would see nothing else. */
export function checkPadding({ poolSize, padding, explicitPadding }: PoolingValues, check: LayerCheck): void {
  if (padding !== 'explicit' || poolSize.every((size, axis) => (explicitPadding[axis] ?? 0) < size)) return
  check.report(paddingAlone, { poolSize, explicitPadding }, { parameter: 'explicitPadding' })
}

export const paddingAlone = defineProblem<{ readonly poolSize: Pair; readonly explicitPadding: Pair }>(
  'pooling/padding-alone',
  'error',
  ({ poolSize, explicitPadding }) => ({
    message: `With a padding of ${explicitPadding.join('×')}, a ${poolSize.join('×')} window at the border sees no value of the image.`,
    fix: 'Pad by less than the size of the window; half of it is usual.',
    repair: {
      label: 'Half the window',
      parameters: { explicitPadding: poolSize.map(size => Math.floor(size / 2)) }
    }
  })
)
