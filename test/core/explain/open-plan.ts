import type { HostTensor, Session } from '../../../core/engine.ts'
import { explanationPlan, type ExplanationPlan } from '../../../core/explain/explain.ts'
import type { Explanation, ExplanationMachine } from '../../../core/explain/explanation.ts'
import type { NetworkWeight } from '../../../core/network/lower.ts'
import type { Network } from '../../../core/network/network.ts'
import { spreadNumbers, testEngine } from '../../run-tensors.ts'

/** An explanation of a network in a session with weights in it. Whoever opens it closes it. */
export interface OpenPlan {
  readonly plan: ExplanationPlan
  readonly machine: ExplanationMachine
  readonly session: Session
}

export async function openPlan(
  explanation: Explanation,
  network: Network,
  weightOf: (weight: NetworkWeight) => Float32Array = madeUp
): Promise<OpenPlan> {
  const planned = explanationPlan(explanation, network, { datasets: {}, classes: [] })
  if ('problem' in planned) throw new Error(planned.problem.message)
  const { plan } = planned
  const session = await testEngine().open(plan.model)
  const tensors = plan.weights.map((weight): readonly [string, HostTensor] => {
    const { key, shape } = weight.variable
    return [key, { dtype: 'float32', shape, data: weightOf(weight) }]
  })
  await session.run('restore', Object.fromEntries(tensors))
  const machine: ExplanationMachine = { run: (name, feeds) => session.run(name, feeds), progress: () => undefined }
  return { plan, machine, session }
}

function madeUp({ variable: { shape, key } }: NetworkWeight): Float32Array {
  return spreadNumbers(
    shape.reduce((product, size) => product * size, 1),
    key.length
  )
}

export function bytesTensor(shape: readonly number[], pixels: readonly number[]): HostTensor {
  return { dtype: 'uint8', shape: [1, ...shape], data: Uint8Array.from(pixels) }
}
