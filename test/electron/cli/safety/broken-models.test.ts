import { execFileSync } from 'node:child_process'
import { copyFile, readFile, symlink, truncate, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStudio } from '../studio.ts'

let studio: Awaited<ReturnType<typeof openStudio>>
const at = (name: string): string => join(studio.folder, name)
const sound = resolve('test/fixtures/exchange/keras/sound-stack.keras')

beforeAll(async () => {
  studio = await openStudio()
}, 60_000)

afterAll(() => studio.close())

async function refusal(file: string): Promise<readonly string[]> {
  const { code, stdout, stderr } = await studio.run('open', file, '--to', 'opened')
  expect([code, stdout]).toEqual([1, ''])
  return stderr.trim().split('\n')
}

it('opens a model through a link that the person chose', async () => {
  await symlink(sound, at('link.keras'))
  expect(await studio.json('open', 'link.keras', '--to', 'linked')).toMatchObject({ project: at('linked') })
})

it('says which file is broken, how, and how to mend it', async () => {
  await writeFile(at('cut.keras'), (await readFile(sound)).subarray(0, -100))
  const told = (await refusal('cut.keras')).join(' ')
  expect(told).toContain('cut.keras')
  expect(told).toContain('This Keras file cannot be read: it does not end as a zip archive does.')
  expect(told).toContain('Save the model again')
})

it('opens neither a device nor a pipe, and no file without end', async () => {
  execFileSync('mkfifo', [at('pipe.keras')])
  expect((await refusal('pipe.keras'))[0]).toBe('pipe.keras is no model of a kind that can be opened here.')
  expect((await refusal('/dev/zero'))[0]).toBe('zero is no model of a kind that can be opened here.')
  await copyFile(sound, at('large.keras'))
  await truncate(at('large.keras'), 2 ** 40)
  expect((await refusal('large.keras'))[0]).toBe('large.keras has 1,048,576 MB, and at most 2,048 MB are read.')
})
