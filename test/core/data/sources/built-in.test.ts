import { expect, it, test } from 'vitest'
import { unpackBoxes } from '../../../../core/data/fields/boxes.ts'
import { fieldOf, roleOf } from '../../../../core/data/fields/catalogue.ts'
import { rowLength } from '../../../../core/data/fields/define-field.ts'
import { builtInDatasets } from '../../../../core/data/sources/built-in.ts'
import { rotateImage } from '../../../../core/data/sources/rotate-image.ts'
import { drawShapes, shapeFields } from '../../../../core/data/sources/shapes.ts'
import { digits } from '../../../digits.ts'

const samples = Array.from({ length: 300 }, (_, index) => drawShapes(1, index))

test('every shape has a box that is as tight as its class map', () => {
  const classes = fieldOf(shapeFields, 'mask')!.classes
  for (const sample of samples) {
    const mask = sample['mask'] as Uint8Array
    const found = unpackBoxes(sample['boxes']!)
    const covered = new Uint8Array(mask.length)
    for (const { top, left, bottom, right, classIndex } of found) {
      const positions = [...mask.keys()].filter(at => {
        const [y, x] = [Math.floor(at / 64) / 64, (at % 64) / 64]
        return y >= top && y < bottom && x >= left && x < right && mask[at] !== 0
      })
      // No other class inside, and the outermost pixels at each of the box's four sides.
      expect(new Set(positions.map(at => classes[mask[at]!]))).toEqual(new Set([classes[classIndex + 1]]))
      const [ys, xs] = [positions.map(at => Math.floor(at / 64)), positions.map(at => at % 64)]
      expect([Math.min(...ys), Math.min(...xs), Math.max(...ys) + 1, Math.max(...xs) + 1]).toEqual(
        [top, left, bottom, right].map(fraction => fraction * 64)
      )
      for (const at of positions) covered[at] = 1
    }
    expect(mask.every((each, at) => (each === 0) === (covered[at] === 0))).toBe(true)
  }
})

test('one to four shapes, each number and each class about as often, and the label is the largest', () => {
  const counts = samples.map(sample => unpackBoxes(sample['boxes']!).length)
  for (const count of [1, 2, 3, 4]) expect(counts.filter(each => each === count).length).toBeGreaterThan(30)
  for (const sample of samples) {
    const areas = unpackBoxes(sample['boxes']!).map(({ top, left, bottom, right }) => (bottom - top) * (right - left))
    const largest = unpackBoxes(sample['boxes']!)[areas.indexOf(Math.max(...areas))]!
    expect(sample['label']![0]).toBe(largest.classIndex)
  }
})

test('the caption names the shapes from left to right', () => {
  const words = fieldOf(shapeFields, 'caption')!
  for (const sample of samples.slice(0, 50)) {
    const boxes = fieldOf(shapeFields, 'boxes')!
    const named = roleOf(words).text!(words, sample['caption']!).split(' and ')
    const ordered = [...unpackBoxes(sample['boxes']!)].sort((a, b) => a.left + a.right - b.left - b.right)
    expect(named.map(phrase => phrase.split(' ')[2])).toEqual(
      ordered.map(({ classIndex }) => boxes.classes[classIndex])
    )
  }
})

it.each(['shapes', 'rotatedDigits'] as const)(
  '%s gives rows that fit the fields it declares, the same each time',
  name => {
    const { settings, made, ofDigit } = builtInDatasets[name]
    const { images, labels } = digits()
    const sampleAt = (index: number) =>
      made?.sample(index) ??
      ofDigit!({ image: images.slice(index * 784, (index + 1) * 784), label: labels.slice(index, index + 1) }, index)
    for (const index of [0, 1, 17]) {
      const sample = sampleAt(index)
      for (const field of settings.fields!) {
        expect(sample[field.name]!.length).toBe(rowLength(roleOf(field).row(field)))
        expect(roleOf(field).misfit(field, sample[field.name]!)).toBeUndefined()
      }
      expect(sampleAt(index)).toEqual(sample)
    }
  }
)

it('turns an image counterclockwise about its center, and back again', () => {
  const arrow = Uint8Array.from({ length: 25 }, (_, at) => (at === 14 ? 200 : at === 12 ? 100 : 0))
  const turned = rotateImage(arrow, { height: 5, width: 5 }, 90)
  // What pointed right points up.
  expect([...turned.keys()].filter(at => turned[at] !== 0)).toEqual([2, 12])
  expect([turned[2], turned[12]]).toEqual([200, 100])
  expect([...rotateImage(turned, { height: 5, width: 5 }, -90)]).toEqual([...arrow])
})
