import type { HostTensor } from '../../../../core/engine.ts'
import { augment } from '../../../../core/data/augmentations/augment.ts'
import type { FieldFacts } from '../../../../core/data/fields/catalogue.ts'
import { feed } from '../../../../core/ops/sources/feed.ts'
import type { Tensor } from '../../../../core/ops/define-op.ts'
import { batch } from '../../../../core/ops/tensor.ts'
import type { Setting } from '../../../../core/parameters.ts'
import { createBuilder } from '../../../../core/program/builder.ts'
import { runTensors } from '../../../run-tensors.ts'

const target = {
  plan: {},
  from: [4, 5],
  size: [4, 5],
  channels: 3,
  antialias: false,
  range: { factor: 1, offset: 0 }
} as const

/** The purposes that a batch of images asks for keys with. */
export function purposesOf(settings: readonly Setting[]): readonly string[] {
  const { emit } = createBuilder()
  const purposes: string[] = []
  const randomKey = (purpose: string): Tensor => {
    purposes.push(purpose)
    return emit(feed, {}, { dtype: 'int32', shape: [2] })
  }
  const image = emit(feed, {}, { dtype: 'float32', shape: [batch, 4, 5, 3] })
  augment(image, { role: 'image' }, settings, { op: emit, randomKey, target })
  return purposes
}

/** Two int32, as a training makes them of seed, node, purpose and step. */
export type Key = readonly [number, number]

/** What becomes of a batch of a field, with every random number drawn by this key. */
export async function augmented(
  role: FieldFacts['role'],
  value: HostTensor,
  settings: readonly Setting[],
  key: Key
): Promise<HostTensor> {
  const inputs = {
    field: { type: { dtype: value.dtype, shape: [batch, ...value.shape.slice(1)] }, value },
    key: {
      type: { dtype: 'int32', shape: [2] },
      value: { dtype: 'int32', shape: [2], data: Int32Array.from(key) }
    }
  } as const
  const { after } = await runTensors(inputs, (tensors, { emit }) => ({
    after: augment(tensors['field']!, { role }, settings, { op: emit, randomKey: () => tensors['key']!, target })
  }))
  return after
}
