import { classesOf, fieldOf } from '../../core/data/fields/catalogue.ts'
import { performance } from 'node:perf_hooks'
import { placeImage } from '../../core/data/place-image.ts'
import type { HostTensor, Session } from '../../core/engine.ts'
import { explanationOf, explanations } from '../../core/explain/catalogue.ts'
import {
  explain as explainSample,
  explanationParameters,
  explanationPlan,
  type ExplanationPlan
} from '../../core/explain/explain.ts'
import type { ExplanationMachine } from '../../core/explain/explanation.ts'
import { unknownSample, unknownTarget } from '../../core/explain/problems.ts'
import { targetNamed } from '../../core/explain/targets.ts'
import type { ExplainedImage, ExplanationQuery } from '../../core/host/calls/explanations.ts'
import { HostFault, problemFault } from '../fault.ts'
import { pause } from '../stop-signal.ts'
import type { JobContext } from './job.ts'
import { restoreWeights } from './sessions/restore-weights.ts'
import { testSample } from './test-sample.ts'
import { imageTarget, modelKey, type ModelInput, openReader, type OpenModel } from './sessions/open-model.ts'

interface ExplainInput extends ModelInput {
  readonly query: ExplanationQuery
}

interface Opened {
  readonly session: Session
  readonly model: OpenModel
  readonly plan: ExplanationPlan
}

/** Why a model answers as it does for one image: a map over what its first layer received. */
export async function explain(input: ExplainInput, context: JobContext): Promise<ExplainedImage> {
  return await context.withOpened(
    `explain ${input.query.method} ${await modelKey(input)}`,
    () => open(input, context),
    opened => explainOpened(opened, input, context)
  )
}

async function open(input: ExplainInput, context: JobContext): Promise<Opened> {
  const { method } = input.query
  const explanation = explanationOf(method)
  if (explanation === undefined) {
    throw new HostFault({
      code: 'explain/unknown-method',
      message: `There is no explanation ${method}; there are ${explanations.map(({ id }) => id).join(', ')}.`
    })
  }
  const model = await openReader(input, context)
  const classes = classesOf(fieldOf(model.fields, 'label'))
  const planned = explanationPlan(explanation, model.network, { datasets: model.datasets, classes })
  if ('problem' in planned) throw problemFault([planned.problem])
  const { plan } = planned
  const session = await (await context.engine()).open(plan.model)
  try {
    await restoreWeights(session, plan.weights, input)
    return { session, model, plan }
  } catch (error) {
    await session.close()
    throw error
  }
}

async function explainOpened(
  { session, model, plan }: Opened,
  { project, query }: ExplainInput,
  context: JobContext
): Promise<ExplainedImage> {
  const started = performance.now()
  const { explanation, targets, fit } = plan
  const completed = explanationParameters(explanation, fit, query.parameters)
  if ('problems' in completed) throw problemFault(completed.problems)
  const target = query.target === undefined ? undefined : targetNamed(targets, query.target)
  if (query.target !== undefined && target === undefined) {
    throw problemFault([unknownTarget({ path: '' }, { received: query.target, known: targets.names })])
  }
  const { bytes, sample } = await imageOf(model, { project, query }, context)
  const request = { bytes, target, parameters: completed.parameters }
  const explained = await explainSample(plan, request, machineOf(session, context))
  const [height = 1, width = 1, channels = 1] = explained.input.shape
  return {
    input: explained.input,
    image: { height, width, channels, bytes: explained.image },
    map: explained.map,
    targets: targets.names,
    target: explained.target,
    probabilities: explained.probabilities,
    parameters: completed.parameters,
    sample,
    milliseconds: performance.now() - started
  }
}

/** Stops between two batches, where it also hears that it is to stop. */
function machineOf(session: Session, { signal, report }: JobContext): ExplanationMachine {
  return {
    async run(entryPoint, feeds) {
      await pause(signal)
      return await session.run(entryPoint, feeds)
    },
    progress: (done, total) => report({ name: 'explaining', value: { done, total } })
  }
}

async function imageOf(
  model: OpenModel,
  { project, query: { image } }: { readonly project: string; readonly query: ExplanationQuery },
  context: JobContext
): Promise<{ readonly bytes: HostTensor; readonly sample: ExplainedImage['sample'] }> {
  if ('position' in image) {
    const { image: bytes, ...sample } = await testSample(model, { project, position: image.position }, context)
    if (image.position >= sample.total)
      throw problemFault([unknownSample({ path: '' }, { ...image, total: sample.total })])
    return { bytes, sample: { ...image, ...sample } }
  }
  const target = imageTarget(model)
  const { height, width, channels } = target
  const data = placeImage(image, target)
  return { bytes: { dtype: 'uint8', shape: [1, height, width, channels], data }, sample: undefined }
}
