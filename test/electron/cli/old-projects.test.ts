import { cp } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStudio } from './studio.ts'

let studio: Awaited<ReturnType<typeof openStudio>>

/** Projects as earlier versions left them on disk; version 2 trained the run, and its command line said these numbers. */
beforeAll(async () => {
  studio = await openStudio()
  const fixtures = resolve('test/fixtures/projects')
  for (const name of ['v1', 'v2', 'v2-everything', 'v2-trained']) {
    await cp(join(fixtures, name), join(studio.folder, name), { recursive: true })
  }
}, 60_000)

afterAll(() => studio.close())

it.each(['v1', 'v2', 'v2-everything', 'v2-trained'])('opens the project %s', async project => {
  const { stdout } = await studio.run('check', project, '--json')
  const { problems } = JSON.parse(stdout) as { readonly problems: readonly { readonly code: string }[] }
  expect(problems.filter(({ code }) => code.startsWith('project/'))).toEqual([])
})

it('scores a run that version 2 trained with the numbers of that version', async () => {
  const { loss, accuracy, confusion } = (await studio.json('evaluate', 'v2-trained', '--run', 'trained')) as {
    readonly loss: number
    readonly accuracy: number
    readonly confusion: readonly (readonly number[])[]
  }
  // Other processors add up in another order.
  expect(loss).toBeCloseTo(0.4243596, 5)
  expect(accuracy).toBeCloseTo(0.895, 6)
  expect(confusion[0]).toEqual([20, 0, 0, 0, 0, 0, 0, 0, 0, 0])
})

it('exports a run that version 2 trained, and proves it', async () => {
  const words = ['--run', 'trained', '--format', 'savedModel', '--out', 'old']
  expect(await studio.json('export', 'v2-trained', ...words)).toMatchObject({ format: 'savedModel', samples: 200 })
})

it('says which layer of such a run has no form in Keras', async () => {
  const ended = await studio.run('export', 'v2-trained', '--run', 'trained', '--format', 'keras', '--out', 'old.keras')
  expect(ended).toMatchObject({ code: 1, stdout: '' })
  expect(ended.stderr).toContain('lrn')
  expect(ended.stderr).not.toContain('    at ')
})
