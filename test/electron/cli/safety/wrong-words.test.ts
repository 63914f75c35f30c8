import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStudio } from '../studio.ts'

let studio: Awaited<ReturnType<typeof openStudio>>

beforeAll(async () => {
  studio = await openStudio()
  await studio.json('new', 'project', '--template', 'lenet5')
})
afterAll(() => studio.close())

it.each([
  ['lenet5', 'LeNet-5 has no setting "bogus"; it has variant, dataset, classes.'],
  ['firstStart', 'LeNet-5 has no setting "bogus"'],
  ['empty', 'Empty has no setting "bogus"; it has none.'],
  ['ganDigits', 'has no setting "bogus"; it has none.']
])('makes no project of %s with a setting that it does not have, and names those that it has', async (id, says) => {
  const { code, stderr } = await studio.run('new', 'misspelled', '--template', id, '--set', 'bogus=1')
  expect([code, stderr]).toEqual([1, expect.stringContaining(says)])
  expect(stderr).not.toMatch(/ignored/)
  expect(existsSync(join(studio.folder, 'misspelled'))).toBe(false)
})

it.each([
  [['import', 'nope', '--to', 'project'], /There is no file or folder .*nope/],
  [['import', 'nope', '--to', 'project', '--as', 'folder'], /There is no file or folder .*nope/],
  [['open', 'nope.keras', '--to', 'project'], /There is no file .*nope\.keras/],
  [['inspect', 'nope'], /There is no network and no project's folder "nope"/],
  [['runs', 'nope'], /There is no folder .*nope/],
  [['models', 'nope'], /There is no folder .*nope/],
  [['evaluate', 'nope', '--run', 'x'], /There is no folder .*nope/],
  [['runs', '.'], /has no project\.json, so it is not a project/]
])('%j says what is missing', async (words, says) => {
  const { code, stderr } = await studio.run(...words)
  expect([code, stderr]).toEqual([1, expect.stringMatching(says)])
})

it.each([
  ['--batch-size', '99999999', 'recipe.batchSize=99999999 does not fit; expected at most 1000000.'],
  ['--set', 'recipe.epochs=0.5', 'recipe.epochs=0.5 does not fit; expected a whole number.'],
  ['--set', 'recipe.learningRate=abc', 'recipe.learningRate=abc does not fit; expected a number.'],
  ['--set', 'recipe.learningRate=-1', 'recipe.learningRate=-1 does not fit; expected at least'],
  ['--set', 'recipe.precision=float8', 'recipe.precision=float8 does not fit; expected one of']
])('train %s %s says in words of its own what fits', async (option, value, says) => {
  const { code, stderr } = await studio.run('train', 'project', option, value)
  expect([code, stderr]).toEqual([2, expect.stringContaining(says)])
})

/** npm starts the script in the source tree, whatever the folder that it was called in. */
it('takes paths from where the person stands', () => {
  const here = join(studio.folder, 'here')
  mkdirSync(here)
  const studioOf = (folder: string, env: NodeJS.ProcessEnv, words: readonly string[]) =>
    spawnSync('npm', [...words, 'new', 'made', '--template', 'empty', '--json'], {
      cwd: folder,
      env: { ...process.env, ...env },
      encoding: 'utf8'
    })
  const { stdout } = studioOf(here, {}, ['run', '--silent', '--prefix', resolve('.'), 'studio', '--'])
  expect(JSON.parse(stdout)).toEqual({ project: join(here, 'made') })
})

it("takes paths from its own folder where another package's script starts it", () => {
  const [other, own] = [join(studio.folder, 'other'), join(studio.folder, 'own')]
  mkdirSync(own)
  const { stdout } = spawnSync(process.execPath, [resolve('build/studio.mjs'), 'new', 'made', '--template', 'empty'], {
    cwd: own,
    env: { ...process.env, INIT_CWD: other, npm_package_json: join(dirname(other), 'package.json') },
    encoding: 'utf8'
  })
  expect(stdout).toBe(`Made ${join(own, 'made')}\n`)
})
