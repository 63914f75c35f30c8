import { expect, it } from 'vitest'
import { comparedLook, mostCompared, shortName } from '../../../../renderer/panels/train/chart-lines.ts'

it('draws no two compared runs alike', () => {
  const looks = Array.from({ length: mostCompared }, (_, place) => JSON.stringify(comparedLook(place)))
  expect(new Set(looks).size).toBe(mostCompared)
  expect(mostCompared).toBeGreaterThanOrEqual(24)
})

it.each([
  ['LeNet on Digits, SGD', 'LeNet on Digits, learning rate 0.01', 'SGD'],
  ['LeNet on Digits, SGD', 'LeNet on Digits', 'SGD'],
  ['LeNet on Digits', 'LeNet on Digits, SGD', 'LeNet on Digits'],
  ['LeNet on Shapes, SGD', 'LeNet on Digits, SGD', 'LeNet on Shapes, SGD'],
  ['A, x, y', 'A, x, z', 'y']
])('says of "%s" what it differs in from "%s"', (name, shown, short) => {
  expect(shortName(name, shown)).toBe(short)
})
