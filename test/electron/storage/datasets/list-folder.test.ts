import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { batchesOf } from '../../../../electron/storage/datasets/sources/folder.ts'
import { readFolderSource } from '../../../../electron/storage/datasets/sources/list-folder.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** A folder with files of these names. */
function folderWith(...names: readonly string[]): string {
  const folder = temporaryFolder()
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), name)
  }
  return folder
}

const namesIn = ({ files }: Awaited<ReturnType<typeof readFolderSource>>) => files.map(({ name }) => name)

it('lists classes and images by name, folder by folder', async () => {
  const folder = folderWith('b/2.png', 'b/1.jpg', 'a-b/1.png', 'a/z/1.png', 'a/z-1.png', 'a/b.png', 'loose.png')
  const { classes, files, looseCount } = await readFolderSource(folder)
  expect(classes).toEqual(['a', 'a-b', 'b'])
  expect(files.map(({ name, classIndex, bytes }) => [name, classIndex, bytes])).toEqual([
    ['a/b.png', 0, 7],
    ['a/z/1.png', 0, 9],
    ['a/z-1.png', 0, 9],
    ['a-b/1.png', 1, 9],
    ['b/1.jpg', 2, 7],
    ['b/2.png', 2, 7]
  ])
  expect(looseCount).toBe(1)
})

it('reads each folder once, under its own name, however many links lead to it', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const folder = folderWith(...names.map(name => `${name}/1.png`))
  for (const name of names) {
    for (const other of names) symlinkSync(join('..', other), join(folder, name, `to-${other}`))
  }
  symlinkSync('h', join(folder, 'A'))
  expect(namesIn(await readFolderSource(folder))).toEqual(names.map(name => `${name}/1.png`))
})

it('takes a link to the chosen folder or to one around it for no class', async () => {
  const folder = folderWith('inner/cats/1.png')
  symlinkSync('.', join(folder, 'inner', 'here'))
  symlinkSync('..', join(folder, 'inner', 'above'))
  symlinkSync('../..', join(folder, 'inner', 'cats', 'round'))
  const { classes, skipped } = await readFolderSource(join(folder, 'inner'))
  expect(classes).toEqual(['cats'])
  expect(skipped.map(({ file }) => file)).toEqual(['here'])
})

it('follows a link to a hidden folder inside the chosen one', async () => {
  const folder = folderWith('.data/cats/1.png')
  symlinkSync(join('.data', 'cats'), join(folder, 'cats'))
  expect(namesIn(await readFolderSource(folder))).toEqual(['cats/1.png'])
})

it('leaves out what is no ordinary file, and says so', async () => {
  const folder = folderWith('cats/1.png')
  execFileSync('mkfifo', [join(folder, 'cats', 'pipe.png')])
  symlinkSync('pipe.png', join(folder, 'cats', 'to-pipe.png'))
  symlinkSync('/dev/zero', join(folder, 'cats', 'zero.png'))
  symlinkSync('nothing', join(folder, 'cats', 'nothing.png'))
  const listed = await readFolderSource(folder)
  expect(namesIn(listed)).toEqual(['cats/1.png'])
  expect(listed.skipped).toEqual([
    { file: 'cats/nothing.png', reason: 'It is a link that leads nowhere (ENOENT).' },
    { file: 'cats/pipe.png', reason: 'It is no ordinary file.' },
    { file: 'cats/to-pipe.png', reason: 'It is a link to what is no ordinary file.' },
    { file: 'cats/zero.png', reason: 'It leads out of the chosen folder.' }
  ])
})

it('looks through so many files and no more', async () => {
  const folder = folderWith('cats/1.png', 'cats/2.png', 'cats/3.png')
  await expect(readFolderSource(folder, { mostEntries: 3 })).rejects.toMatchObject({
    problem: { code: 'dataset/too-many-files' }
  })
})

it('tells what it has found on the way, and stops on request', async () => {
  const folder = folderWith(...Array.from({ length: 2500 }, (_, index) => `cats/${index}.png`))
  const told: unknown[] = []
  const progress = (...values: unknown[]) => told.push(values)
  await readFolderSource(folder, { progress })
  expect(told.length).toBeGreaterThanOrEqual(3)
  await expect(readFolderSource(folder, { signal: { isStopped: true } })).rejects.toMatchObject({ code: 'job/stopped' })
})

it('reads many small files at once, and large ones one by one', () => {
  const small = Array.from({ length: 70 }, () => ({ bytes: 1000 }))
  const large = Array.from({ length: 3 }, () => ({ bytes: 200 * 2 ** 20 }))
  expect(batchesOf([...small, ...large]).map(({ length }) => length)).toEqual([64, 6, 1, 1, 1])
})
