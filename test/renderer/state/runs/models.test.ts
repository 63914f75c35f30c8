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

it('has the best weights of a run, and its last where those are chosen, each with its score', async () => {
  const { studio } = await trainedWindow()
  const { runs, models } = studio
  const { epochs } = runs.find('first')!
  const best = { epoch: 2, test: { loss: 0.1, accuracy: 0.98 } }
  runs.list = runs.list.map(run => (run.id === 'first' ? { ...run, test: { loss: 0.2, accuracy: 0.9 }, best } : run))
  expect(models.chosen?.origin).toEqual({ kind: 'run', epochs: 2, weights: 'best' })
  expect(models.scoreOf('first')).toEqual(best.test)
  const before = models.key
  models.chooseWeights('first', 'last')
  expect(models.chosen?.origin).toEqual({ kind: 'run', epochs: epochs.length, weights: 'last' })
  expect(models.queryOf(models.chosen!)).toMatchObject({ model: 'first', weights: 'last' })
  expect(models.scoreOf('first')).toEqual({ loss: 0.2, accuracy: 0.9 })
  expect(models.key).not.toBe(before)
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
