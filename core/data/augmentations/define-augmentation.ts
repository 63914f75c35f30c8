import type { Emit, Tensor } from '../../ops/define-op.ts'
import type { Kind, ParameterTable, ValuesOf } from '../../parameters.ts'
import type { Role } from '../fields/catalogue.ts'
import type { ImageTarget } from '../fields/define-field.ts'

/** What an augmentation may do besides reading its values. */
export interface AugmentationScope {
  readonly emit: Emit
  /** What the data node has made of the images. */
  readonly target: ImageTarget
  /**
   * One number a sample, uniform in [0, 1): [batch, 1, ...], in as many axes as the field has. All fields of a sample get
   * the same one for the same purpose; it is a function of seed, node, place in the list, purpose, step and sample.
   */
  draw(purpose: string, field: Tensor): Tensor
}

/** What becomes of a field of one role: a batch of it, as the data node puts it out, in the same type. */
interface Change<Values> {
  change(field: Tensor, values: Values, scope: AugmentationScope): Tensor
}

/**
 * A way to vary the samples of a training: its entry in the list of a data node, its form and its part of the training's
 * graph follow from it. Evaluation, prediction and exports know nothing of it.
 */
export interface Augmentation<
  Name extends string = string,
  Table extends ParameterTable = ParameterTable
> extends Kind {
  readonly kind: Name
  /** Where the definition comes from: Keras's name for it, the paper. */
  readonly source: string
  readonly parameters: Table
  /** It moves what is in the image, so that what tells where something is there has to follow. */
  readonly movesContent?: true
  /** A role that is left out stays as it is, or cannot follow: see `unfollowed`. The method's type takes mixed catalogues. */
  readonly changes: Readonly<Partial<Record<Role, Change<ValuesOf<Table>>['change']>>>
}

export function defineAugmentation<const Name extends string, const Table extends ParameterTable>(
  augmentation: Augmentation<Name, Table>
): Augmentation<Name, Table> {
  return augmentation
}
