import { assert } from '../../../core/assert.ts'
import type { HostTensor, Session } from '../../../core/engine.ts'
import { lowerProgram } from '../../../core/tensorflow/lower.ts'
import type { NetworkMetric } from '../../../core/model/measure.ts'
import { predictProgram } from '../../../core/model/predict-program.ts'
import { weightsStamp } from '../../storage/runs/weights.ts'
import type { JobContext } from '../job.ts'
import { restoreWeights } from './restore-weights.ts'
import { openReader, type OpenRun, type RunInput } from './trained-run.ts'

/** A run's network with its saved weights, opened for predicting. */
export interface PredictSession {
  readonly session: Session
  readonly opened: OpenRun
  readonly metrics: readonly NetworkMetric[]
  /** By the weight's key. */
  readonly weights: Readonly<Record<string, Float32Array>>
}

/** Works with the run's network as its weights were saved last; the session stays open for the next question. */
export async function withPredictSession<Result>(
  input: RunInput,
  context: JobContext,
  work: (opened: PredictSession) => Promise<Result>
): Promise<Result> {
  const stamp = await weightsStamp(input.project, input.run)
  const key = JSON.stringify([input.project, input.run, stamp])
  return await context.withOpened(key, () => open(input, context), work)
}

async function open(input: RunInput, context: JobContext): Promise<PredictSession> {
  const opened = await openReader(input)
  const { program, weights, metrics } = predictProgram(opened.network, opened.datasets)
  const session = await (await context.engine()).open(lowerProgram(program))
  try {
    const tensors = await restoreWeights(session, weights, input)
    const numbers = Object.fromEntries(Object.entries(tensors).map(([key, tensor]) => [key, floatsOf(tensor)]))
    return { session, opened, metrics, weights: numbers }
  } catch (error) {
    await session.close()
    throw error
  }
}

/** The numbers of a fetched tensor that is known to be float32. */
export function floatsOf(tensor: HostTensor | undefined): Float32Array {
  assert(tensor?.data instanceof Float32Array, 'The program gives float32.')
  return tensor.data
}
