import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStudio } from '../studio.ts'

let studio: Awaited<ReturnType<typeof openStudio>>
const at = (...parts: readonly string[]): string => join(studio.folder, ...parts)

beforeAll(async () => {
  studio = await openStudio()
  await cp(resolve('test/fixtures/projects/v2-trained'), at('project'), { recursive: true })
}, 60_000)

afterAll(() => studio.close())

function exported(format: string, out: string): readonly string[] {
  return ['export', 'project', '--run', 'trained', '--format', format, '--out', out]
}

async function refusal(words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await studio.run(...words)
  expect([code, stdout]).toEqual([1, ''])
  return stderr.replaceAll(`${studio.folder}/`, '')
}

it('leaves a folder that holds a file of the name, and all others in it', async () => {
  await mkdir(at('thesis'))
  await writeFile(at('thesis', 'saved_model.pb'), '')
  await writeFile(at('thesis', 'chapter.txt'), 'years of work')
  expect(await refusal(exported('savedModel', 'thesis'))).toContain('thesis is there already')
  expect((await readdir(at('thesis'))).sort()).toEqual(['chapter.txt', 'saved_model.pb'])
})

it('writes a SavedModel anew where one was exported, beside what was put there since', async () => {
  await studio.json(...exported('savedModel', 'model'))
  await writeFile(at('model', 'notes.txt'), 'mine')
  expect(await studio.json(...exported('savedModel', 'model'))).toMatchObject({ path: at('model'), samples: 200 })
  expect((await readdir(at('model'))).sort()).toEqual(['notes.txt', 'receptive-export.json', 'saved_model.pb'])
})

it('replaces no file whose ending it adds itself', async () => {
  await writeFile(at('leaves.keras'), 'mine')
  const told = await refusal(exported('keras', 'leaves'))
  expect(told).toContain('leaves.keras is there already.')
  expect(told).toContain('give this one in full')
  expect(await readFile(at('leaves.keras'), 'utf8')).toBe('mine')
})

it('writes through no link, and in place of nothing but a file', async () => {
  await writeFile(at('elsewhere'), 'mine')
  await symlink(at('elsewhere'), at('link.png'))
  await mkdir(at('folder.png'))
  const explained = ['explain', 'project', '--run', 'trained', '--method', 'gradient', '--sample', '0', '--out']
  expect(await refusal([...explained, 'link.png'])).toContain('link.png is a link to another place')
  expect(await refusal([...explained, 'folder.png'])).toContain('folder.png is a folder')
  expect(await readFile(at('elsewhere'), 'utf8')).toBe('mine')
})
