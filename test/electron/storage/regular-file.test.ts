import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openRegular, readRegular } from '../../../electron/storage/regular-file.ts'
import { temporaryFolder } from './temporary-folder.ts'

const largest = 100

describe('readRegular', () => {
  it('reads a file whole', async () => {
    const file = join(temporaryFolder(), 'a.txt')
    writeFileSync(file, 'some words')
    expect((await readRegular(file, { largest })).toString()).toBe('some words')
  })

  it('refuses a file that is larger than the bound, and says both sizes', async () => {
    const file = join(temporaryFolder(), 'a.txt')
    writeFileSync(file, 'x'.repeat(largest + 1))
    await expect(readRegular(file, { largest })).rejects.toMatchObject({ code: 'disk/too-large' })
  })

  it('refuses a device without reading from it', async () => {
    await expect(readRegular('/dev/zero', { largest })).rejects.toMatchObject({ code: 'disk/not-a-file' })
  })

  it('refuses a pipe without waiting for somebody to write', async () => {
    const file = join(temporaryFolder(), 'pipe')
    execFileSync('mkfifo', [file])
    await expect(readRegular(file, { largest })).rejects.toMatchObject({ code: 'disk/not-a-file' })
  })

  it('refuses a folder by its name', async () => {
    const folder = join(temporaryFolder(), 'run.json')
    mkdirSync(folder)
    await expect(readRegular(folder, { largest, name: 'runs/a/run.json' })).rejects.toThrow('runs/a/run.json is no')
  })

  it('follows a link only where it is told to', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'real'), 'words')
    symlinkSync(join(folder, 'real'), join(folder, 'link'))
    await expect(readRegular(join(folder, 'link'), { largest })).rejects.toMatchObject({ code: 'disk/link' })
    expect((await readRegular(join(folder, 'link'), { largest, followsLinks: true })).toString()).toBe('words')
  })
})

describe('openRegular', () => {
  it('makes no file at the far end of a link that leads nowhere', async () => {
    const folder = temporaryFolder()
    const outside = join(folder, 'outside')
    symlinkSync(outside, join(folder, 'journal.jsonl'))
    await expect(openRegular(join(folder, 'journal.jsonl'), { flags: 0o2101 })).rejects.toMatchObject({
      code: 'disk/link'
    })
    await expect(openRegular(outside)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
