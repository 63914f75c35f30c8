import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { openStudio } from '../studio.ts'

let studio: Awaited<ReturnType<typeof openStudio>>
beforeAll(async () => {
  studio = await openStudio()
  await studio.json('new', 'large', '--template', 'firstStart')
  await studio.edit('large', file => {
    const { datasets } = file as unknown as { datasets: Record<string, { size: number[] }> }
    datasets['digits']!.size = [600, 600]
  })
}, 60_000)
afterAll(() => studio.close())

/** Files in a project, in whatever folder. */
async function filesIn(project: string): Promise<readonly string[]> {
  return await readdir(join(studio.folder, project), { recursive: true })
}

it('ends the packing of a large dataset at Ctrl+C and leaves nothing half written', async () => {
  const { child, ended } = studio.start(['train', 'large'])
  onTestFinished(() => void child.kill('SIGKILL'))
  await expect.poll(() => filesIn('large'), { timeout: 20_000 }).toContainEqual(expect.stringMatching(/writing$/))
  child.kill('SIGINT')
  expect(await ended).toMatchObject({
    code: 130,
    stderr: expect.stringContaining('Stopping after this step') as string
  })
  expect(await filesIn('large')).toEqual(expect.not.arrayContaining([expect.stringMatching(/writing$|runs/)]))
}, 60_000)
