import { fieldOf } from '../../../core/data/fields/catalogue.ts'
import type { Session } from '../../../core/engine.ts'
import type { TrainedModel } from '../../../core/exchange/trained-model.ts'
import { lowerProgram } from '../../../core/tensorflow/lower.ts'
import { predictProgram } from '../../../core/model/predict-program.ts'
import { testEngine } from '../../run-tensors.ts'
import { spread } from './models.ts'

/** The network as a run has it: variables in a session, restored from its weights. Whoever opens it closes it. */
export async function openTrained({ network, datasets, weights }: TrainedModel): Promise<Session> {
  const { program, weights: wanted } = predictProgram(network, datasets)
  const session = await testEngine().open(lowerProgram(program))
  const feeds = wanted.map(
    ({ variable: { key, dtype, shape } }) => [key, { dtype, shape, data: weights[key]! }] as const
  )
  await session.run('restore', Object.fromEntries(feeds))
  return session
}

/** Images in the size that the model is fed: noise, as bytes. */
export function noise(
  { network, datasets }: TrainedModel,
  count: number
): { shape: readonly number[]; data: Uint8Array } {
  const { parameters } = network.layers.find(({ layer }) => layer.family === 'data')!
  const facts = fieldOf(datasets[String(parameters['dataset'])]?.fields ?? [], 'image')
  const [height, width] = parameters['size'] as readonly [number, number]
  const shape =
    facts === undefined
      ? [count, height, width, Number(parameters['channels'])]
      : [count, facts.height, facts.width, facts.channels]
  const next = spread(7)
  const data = Uint8Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () =>
    Math.floor(next() * 256)
  )
  return { shape, data }
}

/** What the output node makes of logits. */
export function readsOf({ network }: TrainedModel): string {
  return String(network.layers.find(({ layer }) => layer.family === 'output')!.parameters['reads'])
}
