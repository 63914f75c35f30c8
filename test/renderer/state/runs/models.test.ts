import { expect, it, vi } from 'vitest'
import { Studio } from '../../../../renderer/state/studio.svelte.ts'
import { createFakeHost } from '../../fake-host.ts'
import { finishedRun } from '../../fake-training.ts'

/** A window on two trained runs, the first the newer. */
async function trainedWindow() {
  const fake = createFakeHost({
    samples: 200,
    frameMs: 1,
    runs: (document, about) => [
      finishedRun('first', document, about, '2026-11-24T10:00:00Z'),
      finishedRun('second', document, about, '2026-11-23T10:00:00Z')
    ]
  })
  const studio = new Studio(fake.host)
  await studio.begin()
  return { studio, ...fake }
}

const everyPlace = ({ models, explore, exporting, outputs, runs }: Studio) => [
  models.chosen?.id,
  explore.model?.id,
  exporting.model?.id,
  outputs.model?.id,
  runs.shown?.id
]
const all = (id: string) => [id, id, id, id, id]

it('is one for every place: the newest, until another is chosen', async () => {
  const { studio } = await trainedWindow()
  expect(everyPlace(studio)).toEqual(all('first'))
  studio.models.choose('second')
  expect(everyPlace(studio)).toEqual(all('second'))
})

it('stays while a training runs, and is what it made when it has ended', async () => {
  const { studio } = await trainedWindow()
  const { runs, models } = studio
  models.choose('second')
  await runs.start()
  const run = runs.active?.run ?? ''
  await vi.waitFor(() => expect(runs.find(run)?.epochs.length).toBeGreaterThan(0))
  expect([models.chosen?.id, runs.shown?.id]).toEqual(['second', run])
  await vi.waitFor(() => expect(runs.active).toBeUndefined(), 20_000)
  expect(everyPlace(studio)).toEqual(all(run))
})

it('stays after a training where the person has chosen it since that began', async () => {
  const { studio } = await trainedWindow()
  const { runs, models } = studio
  await runs.start()
  models.choose('second')
  await vi.waitFor(() => expect(runs.active).toBeUndefined(), 20_000)
  expect(everyPlace(studio)).toEqual(all('second'))
})

it('is the newest that is left when it is deleted', async () => {
  const { studio } = await trainedWindow()
  studio.models.choose('second')
  await studio.runs.remove('second')
  expect(everyPlace(studio)).toEqual(all('first'))
})

it('is proven anew by an export after further epochs', async () => {
  const { studio } = await trainedWindow()
  const { exporting, runs } = studio
  await exporting.write('keras', 'digits')
  expect(exporting.results['keras']?.samples).toBe(256)
  const [last] = runs.list[0]!.epochs.slice(-1)
  runs.list = runs.list.map(run =>
    run.id === 'first' ? { ...run, epochs: [...run.epochs, { ...last!, epoch: last!.epoch + 1 }] } : run
  )
  expect(exporting.results).toEqual({})
})
