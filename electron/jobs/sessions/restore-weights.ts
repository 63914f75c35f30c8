import type { HostTensor, Session } from '../../../core/engine.ts'
import type { NetworkWeight } from '../../../core/network/lower.ts'
import { HostFault } from '../../fault.ts'
import { weightsFile } from '../../storage/models/models.ts'
import { readWeights } from '../../storage/models/weights.ts'
import type { ModelInput } from './open-model.ts'

/** Puts a model's weights into a session with the entry point `restore`. Answers with them, by key. */
export async function restoreWeights(
  session: Session,
  weights: readonly NetworkWeight[],
  { project, model }: ModelInput
): Promise<Readonly<Record<string, HostTensor>>> {
  const { file, name } = await weightsFile(project, model)
  const saved = await readWeights(file, name)
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
