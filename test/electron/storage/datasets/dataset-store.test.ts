import { readdirSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { afterEach, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { pixelsOf, smallDataset, storeWithoutEngine } from './small-dataset.ts'

// Whoever runs the tests may be allowed everything, so that the system is asked to refuse.
vi.mock('node:fs/promises', async original => {
  const real = await original<{ readonly mkdir: typeof mkdir }>()
  return { ...real, mkdir: vi.fn(real.mkdir) }
})
afterEach(() => vi.mocked(mkdir).mockReset())

const refuseWith = (code: string) =>
  vi.mocked(mkdir).mockRejectedValue(Object.assign(new Error(`${code}: no`), { code, errno: -1 }))

it.each(['EROFS', 'EACCES', 'EPERM'])(
  'shows samples from memory, packed once, where %s keeps it from writing',
  async code => {
    const { settings, pixels } = await smallDataset()
    const [project, store] = [temporaryFolder(), storeWithoutEngine()]
    refuseWith(code)
    expect(await pixelsOf(store, project, settings)).toEqual(pixels)
    const [loaded, again] = [await store.load(project, settings), await store.load(project, settings)]
    expect(loaded).toMatchObject({
      dataset: { about: { count: 2, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) } }
    })
    expect(again).toEqual(loaded)
    expect(readdirSync(project)).toEqual([])
  }
)

it('fails where the disk is full, instead of filling the memory', async () => {
  const { settings } = await smallDataset()
  refuseWith('ENOSPC')
  await expect(storeWithoutEngine().load(temporaryFolder(), settings)).rejects.toMatchObject({ code: 'ENOSPC' })
})
