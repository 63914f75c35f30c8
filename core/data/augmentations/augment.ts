import { completeSetting, kindOf } from '../../kinds.ts'
import type { Emit, Tensor } from '../../ops/define-op.ts'
import { reshape } from '../../ops/shape/reshape.ts'
import { randomUniformLike } from '../../ops/sources/random.ts'
import { batch } from '../../ops/tensor.ts'
import type { Setting } from '../../parameters.ts'
import { roleOf, type FieldFacts } from '../fields/catalogue.ts'
import type { ImageTarget } from '../fields/define-field.ts'
import { augmentations } from './catalogue.ts'
import type { Augmentation, AugmentationScope } from './define-augmentation.ts'

interface Around {
  readonly op: Emit
  /** Two int32: a key that depends on seed, node, purpose and step. */
  randomKey(purpose: string): Tensor
  readonly target: ImageTarget
}

/** A batch of a field after these augmentations, one after the other. */
export function augment(
  field: Tensor,
  { role }: Pick<FieldFacts, 'role'>,
  settings: readonly Setting[],
  { op: emit, randomKey, target }: Around
): Tensor {
  return settings.reduce((before, setting, position) => {
    const { changes, ...kind } = kindOf(augmentations, setting.kind)
    const draw: AugmentationScope['draw'] = (purpose, { shape }) => {
      const key = randomKey(`augmentations/${position}/${purpose}`)
      const drawn = emit(randomUniformLike, { key, like: field }, { sample: [1] })
      return emit(reshape, { input: drawn }, { shape: [batch, ...shape.slice(1).map(() => 1)] })
    }
    return changes[role]?.(before, completeSetting(kind, setting), { emit, target, draw }) ?? before
  }, field)
}

/** The first of these fields that tells where something is in the image, and would not know that it has moved. */
export function unfollowed(
  { movesContent, changes }: Augmentation,
  fields: readonly FieldFacts[]
): FieldFacts | undefined {
  if (movesContent !== true) return undefined
  return fields.find(field => roleOf(field).isInImage === true && changes[field.role] === undefined)
}
