import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeFolder } from '../../../electron/storage/make-folder.ts'
import { temporaryFolder } from './temporary-folder.ts'

it('makes a folder with those around it, and leaves one that is there', async () => {
  const path = join(temporaryFolder(), 'a', 'b', 'c')
  await makeFolder(path)
  await makeFolder(path)
  expect(statSync(path).isDirectory()).toBe(true)
})

it('is made once by two that make it at once', async () => {
  const folder = temporaryFolder()
  await Promise.all([makeFolder(join(folder, 'a', 'b')), makeFolder(join(folder, 'a', 'c'))])
  expect([statSync(join(folder, 'a', 'b')).isDirectory(), statSync(join(folder, 'a', 'c')).isDirectory()]).toEqual([
    true,
    true
  ])
})

it('names the file that stands where a folder should', async () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  await expect(makeFolder(file)).rejects.toMatchObject({ code: 'EEXIST', path: file })
  await expect(makeFolder(join(file, 'in'))).rejects.toMatchObject({ code: 'ENOTDIR' })
})

/** Node's own recursive mkdir never ends there. */
it.skipIf(process.platform !== 'linux')('gives up where a folder that is there takes none', async () => {
  await expect(makeFolder('/proc/x')).rejects.toMatchObject({ message: 'No folder can be made in /proc.' })
  await expect(makeFolder('/proc/x/y')).rejects.toMatchObject({ message: 'No folder can be made in /proc.' })
})
