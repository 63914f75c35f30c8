import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it, vi } from 'vitest'

const home = await mkdtemp(join(tmpdir(), 'receptive-cache-'))
vi.stubEnv('XDG_CACHE_HOME', home)
const { cachedFolder, removeLeftovers } = await import('../../../build/setup/files.mjs')
const { cache } = await import('../../../build/setup/places.mjs')

const library = async (folder: string) => {
  await mkdir(join(folder, 'lib'))
  await writeFile(join(folder, 'lib/library.so'), 'whole')
}

beforeEach(async () => {
  await rm(cache, { recursive: true, force: true })
  await mkdir(cache, { recursive: true })
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterAll(() => rm(home, { recursive: true }))

it('makes a folder once', async () => {
  const make = vi.fn(library)
  const first = await cachedFolder('library-1', make)
  expect(await cachedFolder('library-1', make)).toBe(first)
  expect(make).toHaveBeenCalledTimes(1)
})

it.each([
  ['changed', (file: string) => writeFile(file, 'wrong')],
  ['cut short', (file: string) => writeFile(file, 'who')],
  ['gone', (file: string) => rm(file)]
])('makes a folder again when a file in it is %s', async (_, harm) => {
  const file = join(await cachedFolder('library-1', library), 'lib/library.so')
  await harm(file)
  await cachedFolder('library-1', library)
  expect(await readFile(file, 'utf8')).toBe('whole')
})

it('leaves nothing behind when the making fails', async () => {
  const failing = async (folder: string) => {
    await library(folder)
    throw new Error('The disk is full')
  }
  await expect(cachedFolder('library-1', failing)).rejects.toThrow('The disk is full')
  expect(await readdir(cache)).toEqual([])
})

it('clears away what a killed set-up left', async () => {
  await mkdir(join(cache, 'making-abc123'))
  await cachedFolder('library-1', library)
  await removeLeftovers()
  expect(await readdir(cache)).toEqual(['library-1'])
})
