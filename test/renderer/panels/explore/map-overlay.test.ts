import { expect, it } from 'vitest'
import type { ClassMapPrediction } from '../../../../core/outputs/class-map.ts'
import { classColor } from '../../../../core/outputs/class-colors.ts'
import { mapOverlay } from '../../../../renderer/panels/explore/outputs/class-map/map-overlay.ts'

function mapOf(...map: readonly number[]): ClassMapPrediction {
  return {
    kind: 'classMap',
    classes: ['ground', 'cat', 'dog'],
    height: 1,
    width: map.length,
    map: Uint8Array.from(map)
  }
}

/** The class that each pixel is drawn as; undefined where the image shows through. */
function drawn({ bytes }: { readonly bytes: Uint8Array }): readonly (number | undefined)[] {
  return Array.from({ length: bytes.length / 4 }, (_, pixel) => {
    const [red, green, blue, opacity] = bytes.subarray(4 * pixel, 4 * pixel + 4)
    if (opacity === 0) return undefined
    return [1, 2].find(index => String(classColor(index)) === String([red, green, blue]))
  })
}

it('draws every class but the ground in its color', () => {
  expect(drawn(mapOverlay(mapOf(0, 1, 2)))).toEqual([undefined, 1, 2])
})

it('leaves out the classes that are hidden', () => {
  expect(drawn(mapOverlay(mapOf(0, 1, 2), { hidden: new Set([1]) }))).toEqual([undefined, undefined, 2])
})

it('draws of mistakes what was wrongly predicted, and what was missed where ground was predicted', () => {
  expect(drawn(mapOverlay(mapOf(1, 2, 0, 0), { unlike: mapOf(1, 1, 2, 0) }))).toEqual([undefined, 2, 2, undefined])
})
