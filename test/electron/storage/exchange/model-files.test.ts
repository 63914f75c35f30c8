import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { ModelFile } from '../../../../core/exchange/format.ts'
import { writeModelFiles } from '../../../../electron/storage/exchange/model-files.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const disk = await vi.hoisted(async () => (await import('./failing-disk.ts')).createFailingDisk())
vi.mock('node:fs/promises', async importOriginal => disk.on(await importOriginal()))

const graph = 'saved_model.pb'
const listed = 'receptive-export.json'
const bytesOf = (text: string): Uint8Array => Buffer.from(text.repeat(1000))
const folderOf = (text: string): readonly ModelFile[] => [{ path: graph, bytes: bytesOf(text) }]
const fileOf = (text: string): readonly ModelFile[] => [{ path: '', bytes: bytesOf(text) }]
const textAt = (path: string): string => readFileSync(path, 'utf8')

describe('a model in a folder', () => {
  it('takes the place of the one that was exported there before, beside what a person has put there', async () => {
    const folder = join(temporaryFolder(), 'model')
    await writeModelFiles(folder, folderOf('old'))
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    mkdirSync(join(folder, 'variables'))
    writeFileSync(join(folder, 'variables', 'mine.bin'), 'mine too')
    await writeModelFiles(folder, folderOf('new'))
    expect(textAt(join(folder, graph))).toBe('new'.repeat(1000))
    expect(textAt(join(folder, 'notes.txt'))).toBe('mine')
    expect(textAt(join(folder, 'variables', 'mine.bin'))).toBe('mine too')
    expect(readdirSync(folder).sort()).toEqual(['notes.txt', listed, graph, 'variables'])
  })

  it('goes into an empty folder', async () => {
    const folder = temporaryFolder()
    await writeModelFiles(folder, folderOf('new'))
    expect(readdirSync(folder).sort()).toEqual([listed, graph])
  })

  it.each([
    ['an empty file of the name', { [graph]: '' }],
    ['a model of another program', { [graph]: 'theirs', 'keras_metadata.pb': 'theirs' }],
    ['other files', { 'thesis.txt': 'years of work' }],
    ['a list that is none', { [graph]: 'theirs', [listed]: '{"files": 1}' }]
  ])('leaves a folder with %s as it is', async (_, files: Readonly<Record<string, string>>) => {
    const folder = temporaryFolder()
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    await expect(writeModelFiles(folder, folderOf('new'))).rejects.toMatchObject({ code: 'export/taken' })
    expect(Object.fromEntries(readdirSync(folder).map(name => [name, textAt(join(folder, name))]))).toEqual(files)
  })

  it('leaves a file that was changed since it was exported, and says which', async () => {
    const folder = join(temporaryFolder(), 'model')
    await writeModelFiles(folder, folderOf('old'))
    writeFileSync(join(folder, graph), 'fine-tuned elsewhere')
    const refused = writeModelFiles(folder, folderOf('new'))
    await expect(refused).rejects.toMatchObject({ code: 'export/changed', message: expect.stringContaining(graph) })
    expect(textAt(join(folder, graph))).toBe('fine-tuned elsewhere')
  })

  it('does not follow links, neither that of the folder nor those in it', async () => {
    const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()]
    const link = join(folder, 'link')
    symlinkSync(elsewhere, link)
    await expect(writeModelFiles(link, folderOf('new'))).rejects.toMatchObject({ code: 'export/taken' })
    const model = join(folder, 'model')
    await writeModelFiles(model, folderOf('old'))
    symlinkSync(join(elsewhere, 'file'), join(model, `${graph}.link`))
    await expect(writeModelFiles(model, [{ path: `${graph}.link`, bytes: bytesOf('new') }])).rejects.toMatchObject({
      code: 'disk/link'
    })
    expect(readdirSync(elsewhere)).toEqual([])
  })

  it('never takes the place of a file', async () => {
    const file = join(temporaryFolder(), 'notes')
    writeFileSync(file, 'mine')
    await expect(writeModelFiles(file, folderOf('new'))).rejects.toMatchObject({ code: 'export/taken' })
    expect(textAt(file)).toBe('mine')
  })
})

describe('a model in a file', () => {
  it('takes the place of the file that was named, and of nothing else', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'model.keras')
    await writeModelFiles(file, fileOf('old'))
    await writeModelFiles(file, fileOf('new'))
    expect(textAt(file)).toBe('new'.repeat(1000))
    mkdirSync(join(folder, 'folder.keras'))
    symlinkSync(file, join(folder, 'link.keras'))
    for (const name of ['folder.keras', 'link.keras']) {
      const refused = writeModelFiles(join(folder, name), fileOf('newer'))
      await expect(refused).rejects.toMatchObject({ code: 'disk/not-a-file' })
    }
    expect(textAt(file)).toBe('new'.repeat(1000))
    expect(readdirSync(folder).sort()).toEqual(['folder.keras', 'link.keras', 'model.keras'])
  })

  it('removes what an export to the same place has left that was cut off, and nothing of a living process', async () => {
    const folder = temporaryFolder()
    const own = `.model.keras.${process.pid}-0a0b0c0d.writing`
    const others = [`.model.keras.${process.ppid}-0a0b0c0d.writing`, `.other.keras.${process.pid}-0a0b0c0d.writing`]
    for (const name of [own, ...others]) writeFileSync(join(folder, name), 'half')
    await writeModelFiles(join(folder, 'model.keras'), fileOf('new'))
    expect(readdirSync(folder).sort()).toEqual([...others, 'model.keras'].sort())
  })
})

describe.each([
  ['a folder', folderOf, (path: string) => join(path, graph)],
  ['a file', fileOf, (path: string) => path]
])('%s that is replaced', (_, filesOf, fileIn) => {
  const replacing = async (path: string): Promise<void> => {
    await writeModelFiles(path, filesOf('old'))
    if (path !== fileIn(path)) writeFileSync(join(path, 'notes.txt'), 'mine')
  }

  it.each([
    ['the process dies', disk.dieAt],
    ['the disk fails once', disk.failAt]
  ])('holds the old model or the new one whenever %s, and is replaced by the next export', async (_how, breakAt) => {
    const whole = ['old', 'new'].map(text => text.repeat(1000))
    const place = join(temporaryFolder(), 'model')
    await replacing(place)
    const moments = await disk.callsOf(() => writeModelFiles(place, filesOf('new')))
    expect(moments).toBeGreaterThan(5)
    for (let moment = 1; moment <= moments; moment += 1) {
      const around = temporaryFolder()
      const path = join(around, 'model')
      await replacing(path)
      await breakAt(moment, () => writeModelFiles(path, filesOf('new')))
      expect(whole, `moment ${moment}`).toContain(textAt(fileIn(path)))
      await writeModelFiles(path, filesOf('newer'))
      expect(textAt(fileIn(path))).toBe('newer'.repeat(1000))
      expect(readdirSync(around)).toEqual(['model'])
      if (path !== fileIn(path)) expect(readdirSync(path).sort()).toEqual(['notes.txt', listed, graph])
    }
  })

  it('is written anew whenever the process died in its first export', async () => {
    const moments = await disk.callsOf(() => writeModelFiles(join(temporaryFolder(), 'model'), filesOf('new')))
    for (let moment = 1; moment <= moments; moment += 1) {
      const path = join(temporaryFolder(), 'model')
      await disk.dieAt(moment, () => writeModelFiles(path, filesOf('old')))
      if (existsSync(fileIn(path))) expect(textAt(fileIn(path))).toBe('old'.repeat(1000))
      await writeModelFiles(path, filesOf('new'))
      expect(textAt(fileIn(path))).toBe('new'.repeat(1000))
    }
  })
})
