import type { HostTensor } from '../../../core/engine.ts'
import { matchWeights, weightsOf } from '../../../core/model/match-weights.ts'
import { tensorsFor } from '../../../core/model/saved-tensors.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { HostFault, problemFault } from '../../fault.ts'
import { readModel } from '../../storage/models/models.ts'
import { savedWeights } from './restore-weights.ts'
import type { OpenModel } from './open-model.ts'

interface InitialWeights {
  /** By the keys of the network that is trained. */
  readonly tensors: Readonly<Record<string, HostTensor>>
  readonly told: { readonly model: string; readonly matched: readonly string[]; readonly fresh: readonly string[] }
}

/** What a recipe's initial model gives to a network; undefined where it names none. Throws HostFault where nothing matches. */
export async function initialWeights(
  { document, network }: Pick<OpenModel, 'document' | 'network'>,
  project: string
): Promise<InitialWeights | undefined> {
  const { initialModel } = document.recipe
  if (initialModel === undefined) return undefined
  const given = await readModel(project, initialModel)
  const known = weightsOf(inferNetwork(given.document, given.datasets))
  const saved = await savedWeights({ project, model: initialModel }, known)
  const { matched, fresh } = matchWeights(
    weightsOf(network),
    known.filter(({ key }) => Object.hasOwn(saved.tensors, key))
  )
  if (matched.length === 0) {
    throw new HostFault({
      code: 'train/no-weights-match',
      message: `None of the network's weights has the path and shape of one in "${given.name}".`,
      fix: 'Start from another model, or from fresh weights.'
    })
  }
  const wanted = matched.map(({ from }) => ({ ...from, dtype: 'float32' as const }))
  const found = tensorsFor(wanted, saved.tensors, saved.file)
  if ('problem' in found) throw problemFault([found.problem])
  const tensors = matched.flatMap(({ weight, from }): readonly (readonly [string, HostTensor])[] => {
    const tensor = found.tensors[from.key]
    return tensor === undefined ? [] : [[weight.key, tensor]]
  })
  const pathsOf = (pairs: readonly { readonly weight: { readonly path: string } }[]) =>
    pairs.map(({ weight }) => weight.path)
  return {
    tensors: Object.fromEntries(tensors),
    told: { model: initialModel, matched: pathsOf(matched), fresh: pathsOf(fresh) }
  }
}
