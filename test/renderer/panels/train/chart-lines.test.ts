import { expect, it } from 'vitest'
import { comparedLook, mostCompared, shortNames } from '../../../../renderer/panels/train/chart-lines.ts'

it('draws no two compared runs alike', () => {
  const looks = Array.from({ length: mostCompared }, (_, place) => JSON.stringify(comparedLook(place)))
  expect(new Set(looks).size).toBe(mostCompared)
  expect(mostCompared).toBeGreaterThanOrEqual(24)
})

it.each([
  [
    ['LeNet on Digits, learning rate 0.01', 'LeNet on Digits, SGD'],
    ['learning rate 0.01', 'SGD']
  ],
  [
    ['LeNet on Digits', 'LeNet on Digits, SGD'],
    ['LeNet on Digits', 'LeNet on Digits, SGD']
  ],
  [
    ['LeNet on Digits', 'LeNet on Shapes'],
    ['LeNet on Digits', 'LeNet on Shapes']
  ],
  [
    ['A, x, y', 'A, x, z'],
    ['y', 'z']
  ],
  [['Alone'], ['Alone']]
])('says of the names %j what they differ in', (names, short) => {
  expect(shortNames(names)).toEqual(short)
})
