import type { HostTensor, Session } from '../../../core/engine.ts'
import { mostFileBytes, tensorsFor } from '../../../core/model/saved-tensors.ts'
import type { NetworkWeight } from '../../../core/network/lower.ts'
import { HostFault, problemFault } from '../../fault.ts'
import { weightsFile } from '../../storage/models/models.ts'
import { readWeights } from '../../storage/models/weights.ts'
import type { ModelInput } from './open-model.ts'

interface FoundWeights {
  /** By key, with whatever else its training needs to go on; no shape of them is checked yet. */
  readonly tensors: Readonly<Record<string, HostTensor>>
  /** What messages call their file. */
  readonly file: string
}

/** What a model's file holds, which is to have these weights. Throws HostFault where it has none yet. */
export async function savedWeights(
  { project, model, weights: chosen }: ModelInput,
  weights: readonly { readonly shape: readonly number[] }[]
): Promise<FoundWeights> {
  const { file, name } = await weightsFile(project, model, chosen)
  const saved = await readWeights(file, { name, largest: mostFileBytes(weights) })
  if (saved) return { tensors: saved.tensors, file: name }
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
  const variables = weights.map(({ variable }) => variable)
  const saved = await savedWeights(input, variables)
  const found = tensorsFor(variables, saved.tensors, saved.file)
  if ('problem' in found) throw problemFault([found.problem])
  await session.run('restore', found.tensors)
  return found.tensors
}
