import type { HostTensor, Session } from '../../../core/engine.ts'
import type { NetworkWeight } from '../../../core/network/lower.ts'
import { HostFault } from '../../fault.ts'
import { readWeights } from '../../storage/runs/weights.ts'
import type { RunInput } from './trained-run.ts'

/** Puts a run's saved weights into a session with the entry point `restore`. Answers with them, by key. */
export async function restoreWeights(
  session: Session,
  weights: readonly NetworkWeight[],
  { project, run }: RunInput
): Promise<Readonly<Record<string, HostTensor>>> {
  const saved = await readWeights(project, run)
  if (!saved) {
    const message = 'The run has saved no weights yet.'
    throw new HostFault({
      code: 'run/no-weights',
      message,
      fix: 'Wait for the end of its first epoch, or train again.'
    })
  }
  const feeds = weights.map(({ variable: { key, path } }): readonly [string, HostTensor] => {
    const tensor = saved.tensors[key]
    if (tensor) return [key, tensor]
    throw new HostFault({ code: 'run/weight-missing', message: `The saved weights lack ${path}.`, fix: 'Train again.' })
  })
  const tensors = Object.fromEntries(feeds)
  await session.run('restore', tensors)
  return tensors
}
