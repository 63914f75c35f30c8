import { pair, type Pair } from '../parameters.ts'
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

type PoolingValues = Omit<SlidingWindow, 'size' | 'parameter'> & { readonly poolSize: Pair }

export function poolingWindow({ poolSize: size, strides, padding, explicitPadding }: PoolingValues): SlidingWindow {
  return { size, strides, padding, explicitPadding, parameter: 'poolSize' }
}

export function poolingText({ poolSize: size, strides }: PoolingValues): string {
  return windowText({ size, strides }, size)
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
