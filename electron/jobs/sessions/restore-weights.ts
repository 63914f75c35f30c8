import type { HostTensor, Session } from '../../../core/engine.ts'
import type { NetworkWeight } from '../../../core/network/lower.ts'
import { HostFault } from '../../fault.ts'
import { weightsFile } from '../../storage/models/models.ts'
import { readWeights } from '../../storage/models/weights.ts'
import type { ModelInput } from './open-model.ts'

/** A model's weights by key, with whatever else its training needs to go on. Throws HostFault where it has none yet. */
export async function savedWeights({ project, model }: ModelInput): Promise<Readonly<Record<string, HostTensor>>> {
  const { file, name } = await weightsFile(project, model)
  const saved = await readWeights(file, name)
  if (saved) return saved.tensors
  throw new HostFault({
    code: 'run/no-weights',
    message: 'The run has saved no weights yet.',
    fix: 'Wait for the end of its first epoch, or train again.'
  })
}

/** Puts a model's weights into a session with the entry point `restore`. Answers with them, by key. */
export async function restoreWeights(
  session: Session,
  weights: readonly NetworkWeight[],
  input: ModelInput
): Promise<Readonly<Record<string, HostTensor>>> {
  const saved = await savedWeights(input)
  const feeds = weights.map(({ variable: { key, path } }): readonly [string, HostTensor] => {
    const tensor = saved[key]
    if (tensor) return [key, tensor]
    throw new HostFault({ code: 'run/weight-missing', message: `The saved weights lack ${path}.`, fix: 'Train again.' })
  })
  const tensors = Object.fromEntries(feeds)
  await session.run('restore', tensors)
  return tensors
}
