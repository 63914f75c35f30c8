import { describe, expect, it } from 'vitest'
import { unfollowed } from '../../../../core/data/augmentations/augment.ts'
import { augmentations } from '../../../../core/data/augmentations/catalogue.ts'
import type { Augmentation } from '../../../../core/data/augmentations/define-augmentation.ts'
import { horizontalFlip } from '../../../../core/data/augmentations/horizontal-flip.ts'
import { imageAndLabel, type FieldFacts } from '../../../../core/data/fields/catalogue.ts'
import type { HostTensor } from '../../../../core/engine.ts'
import { spreadNumbers } from '../../../run-tensors.ts'
import { augmented, purposesOf } from './run-augmentation.ts'

function isAugmentation(value: unknown): value is Augmentation {
  return typeof value === 'object' && value !== null && 'kind' in value && 'changes' in value
}

const images: HostTensor = { dtype: 'float32', shape: [64, 6, 6, 3], data: spreadNumbers(64 * 108) }

describe('every augmentation', () => {
  it('stands in the catalogue, once', () => {
    const modules = import.meta.glob<object>('../../../../core/data/augmentations/*.ts', { eager: true })
    const defined = Object.values(modules).flatMap(module => Object.values(module).filter(isAugmentation))
    expect(new Set(augmentations)).toEqual(new Set(defined))
    expect(new Set(augmentations.map(({ kind }) => kind)).size).toBe(augmentations.length)
  })

  it.each(augmentations)('$kind says what it is and what its parameters do', each => {
    const { label, summary, source, parameters } = each
    const texts = [label, summary, source, ...Object.values(parameters).map(({ help }) => help)]
    expect(texts.filter(text => text.trim() === '')).toEqual([])
  })

  it.each(augmentations)('$kind gives images of the same type, by its key and nothing else', async ({ kind }) => {
    const drawn = (step: number) => augmented('image', images, [{ kind }], [17, step])
    const [first, again, next] = [await drawn(4), await drawn(4), await drawn(5)]
    expect([first.dtype, first.shape]).toEqual([images.dtype, images.shape])
    expect(first.data).not.toEqual(images.data)
    expect(again.data).toEqual(first.data)
    expect(next.data).not.toEqual(first.data)
  })

  it.each(augmentations)('$kind draws by keys of its own when it stands twice', ({ kind }) => {
    const purposes = purposesOf([{ kind }, { kind }])
    expect(purposes.length).toBeGreaterThan(0)
    expect(new Set(purposes).size).toBe(purposes.length)
  })
})

describe('an augmentation that moves what is in the image', () => {
  const boxes: FieldFacts = { name: 'things', role: 'boxes', bound: 2, classes: ['a'] }
  const fields = [...imageAndLabel({ height: 4, width: 4, channels: 1 }), boxes]
  const { image } = horizontalFlip.changes

  it('is followed by a field where it says how', () => {
    expect(unfollowed(horizontalFlip, fields)).toBeUndefined()
  })

  it('loses a field that tells of places where it says nothing', () => {
    expect(unfollowed({ ...horizontalFlip, changes: { image: image! } }, fields)).toBe(boxes)
  })

  it('leaves a field alone that tells of no places', () => {
    expect(unfollowed({ ...horizontalFlip, changes: { image: image! } }, fields.slice(0, 2))).toBeUndefined()
  })
})
