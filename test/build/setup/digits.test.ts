import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { generatedAssets } from '../../../build/setup/places.mjs'

const folder = join(generatedAssets, 'digits')
const images = await readFile(join(folder, 'images-idx3-ubyte'))
const labels = await readFile(join(folder, 'labels-idx1-ubyte'))

it('packs 10,000 images and labels as an MNIST IDX pair', () => {
  expect([0, 4, 8, 12].map(at => images.readUInt32BE(at))).toEqual([0x803, 10_000, 28, 28])
  expect([0, 4].map(at => labels.readUInt32BE(at))).toEqual([0x801, 10_000])
  expect([images.length, labels.length]).toEqual([16 + 10_000 * 28 * 28, 8 + 10_000])
})

it('keeps every digit of the package, class by class', () => {
  const counts = Array.from({ length: 10 }, (_, digit) => labels.subarray(8).filter(label => label === digit).length)
  expect(counts).toEqual([1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978])
})

it('mixes the classes', () => {
  expect(new Set(labels.subarray(8, 8 + 100)).size).toBe(10)
})
