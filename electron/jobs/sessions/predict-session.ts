import { assert } from '../../../core/assert.ts'
import { floatsOf, type HostTensor, type Session } from '../../../core/engine.ts'
import { lowerProgram } from '../../../core/tensorflow/lower.ts'
import type { NetworkMetric } from '../../../core/model/measure.ts'
import { predictProgram } from '../../../core/model/predict-program.ts'
import type { NetworkOutput } from '../../../core/outputs/catalogue.ts'
import type { JobContext } from '../job.ts'
import { restoreWeights } from './restore-weights.ts'
import { modelKey, type ModelInput, openReader, type OpenModel } from './open-model.ts'

/** A model with its weights, opened for predicting. */
export interface PredictSession {
  readonly session: Session
  readonly model: OpenModel
  readonly metrics: readonly NetworkMetric[]
  readonly output: NetworkOutput
  /** What the entry points that take samples are fed with. */
  readonly fields: readonly string[]
  /** By the weight's key. */
  readonly weights: Readonly<Record<string, Float32Array>>
}

/** Works with a model as its weights were saved last; the session stays open for the next question. */
export async function withPredictSession<Result>(
  input: ModelInput,
  context: JobContext,
  work: (opened: PredictSession) => Promise<Result>
): Promise<Result> {
  return await context.withOpened(await modelKey(input), () => open(input, context), work)
}

async function open(input: ModelInput, context: JobContext): Promise<PredictSession> {
  const model = await openReader(input, context)
  const { program, weights, metrics, output, fields } = predictProgram(model.network, model.datasets)
  assert(output !== undefined, 'A network that is lowered knows what it delivers.')
  const session = await (await context.engine()).open(lowerProgram(program))
  try {
    const tensors = await restoreWeights(session, weights, input)
    const numbers = Object.fromEntries(Object.entries(tensors).map(([key, tensor]) => [key, floatsOf(tensor)]))
    return { session, model, metrics, output, fields, weights: numbers }
  } catch (error) {
    await session.close()
    throw error
  }
}

/** A tensor that an entry point is known to give. */
export function tensorOf(tensor: HostTensor | undefined): HostTensor {
  assert(tensor !== undefined, 'The program gives what it names.')
  return tensor
}
