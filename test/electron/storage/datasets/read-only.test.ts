import { mkdir } from 'node:fs/promises'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { createDatasetStore } from '../../../../electron/storage/datasets/dataset-store.ts'
import { memorySink } from '../../../../electron/storage/datasets/memory-sink.ts'
import { proposeDataset } from '../../../../electron/storage/datasets/sources/catalogue.ts'
import { imageAndLabel } from '../../../../core/data/fields/catalogue.ts'
import { writeIdx } from '../../../write-idx.ts'
import { temporaryFolder } from '../temporary-folder.ts'

// Whoever runs the tests may be allowed everything, so that the system is asked to refuse.
vi.mock('node:fs/promises', async original => {
  const real = await original<{ readonly mkdir: typeof mkdir }>()
  return { ...real, mkdir: vi.fn(real.mkdir) }
})
afterEach(() => vi.mocked(mkdir).mockReset())

async function loadedIn(code: string) {
  const project = temporaryFolder()
  const source = temporaryFolder()
  const values = Uint8Array.from({ length: 12 }, (_, index) => index)
  writeFileSync(join(source, 'images-idx3-ubyte'), writeIdx({ dimensions: [2, 2, 3], values }))
  writeFileSync(join(source, 'labels-idx1-ubyte'), writeIdx({ dimensions: [2], values: Uint8Array.of(0, 1) }))
  const found = await proposeDataset([join(source, 'images-idx3-ubyte')])
  if ('problems' in found) throw new Error(JSON.stringify(found.problems))
  vi.mocked(mkdir).mockRejectedValue(Object.assign(new Error(`${code}: no`), { code, errno: -1 }))
  const store = createDatasetStore({ digits: '', decoder: () => Promise.reject(new Error('Not asked for.')) })
  return { project, values, store, settings: found.settings }
}

it.each(['EROFS', 'EACCES', 'EPERM'])(
  'shows the samples from memory in a folder that refuses with %s, packed once',
  async code => {
    const { project, values, store, settings } = await loadedIn(code)
    const loaded = await store.load(project, settings)
    if (!loaded || 'problems' in loaded) throw new Error(JSON.stringify(loaded))
    const rows = await loaded.dataset.read(Int32Array.of(1, 0))
    expect(rows['image']?.data).toEqual(Uint8Array.of(...values.subarray(6), ...values.subarray(0, 6)))
    expect(loaded.dataset.about).toMatchObject({ count: 2, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(readdirSync(project)).toEqual([])
    expect(await store.load(project, settings)).toEqual({ dataset: loaded.dataset })
  }
)

it('fails where the disk is full, instead of filling the memory', async () => {
  const { project, store, settings } = await loadedIn('ENOSPC')
  await expect(store.load(project, settings)).rejects.toMatchObject({ code: 'ENOSPC' })
})

it('takes no more samples into memory than fit', async () => {
  const fields = imageAndLabel({ height: 20_000, width: 20_000, channels: 1, classes: ['a'] })
  const row = { image: new Uint8Array(0), label: Int32Array.of(0) }
  const sink = memorySink({ name: 'Large' } as Parameters<typeof memorySink>[0], fields)
  await sink.write([row, row])
  await expect(sink.write([row])).rejects.toMatchObject({
    code: 'dataset/too-large-for-memory',
    message: expect.stringContaining('"Large"')
  })
})
