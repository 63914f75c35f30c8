import { expect, it, vi } from 'vitest'
import { Studio } from '../../../../renderer/state/studio.svelte.ts'
import { createFakeHost } from '../../fake-host.ts'

async function trainingStudio() {
  vi.useFakeTimers()
  const fake = createFakeHost({ samples: 20 })
  const studio = new Studio(fake.host)
  await studio.begin()
  await studio.runs.start()
  await vi.advanceTimersByTimeAsync(200)
  return { fake, studio }
}

it('keeps the training of a project in sight after another is opened, says so, and stops it from there', async () => {
  const { fake, studio } = await trainingStudio()
  const { name } = studio.runs.shown!
  const { name: project } = studio.project.document
  await studio.open(() => fake.host.newProject({ template: 'lenet5' }))
  const { trainings, toasts } = studio
  expect(trainings.list).toMatchObject([{ run: 'run-1', name, project }])
  expect(trainings.frameOf('run-1')).toMatchObject({ epoch: 1 })
  expect(toasts.list.map(({ text }) => text)).toEqual([
    `“${name}” in ${project} goes on training. The status bar shows how far it is.`
  ])
  await trainings.stop('run-1')
  expect(trainings.list).toEqual([])
})

it('knows what trains after the window is loaded anew', async () => {
  const { fake } = await trainingStudio()
  const reloaded = new Studio(fake.host)
  await reloaded.begin()
  expect(reloaded.trainings.list).toMatchObject([{ run: 'run-1' }])
})

it('lets a stop be pressed again where the machine refused it', async () => {
  const { fake, studio } = await trainingStudio()
  fake.failNext('stopTraining', { code: 'any', message: 'Not now.' })
  await studio.trainings.stop('run-1')
  expect(studio.trainings.isStopping('run-1')).toBe(false)
})
