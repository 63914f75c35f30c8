import { expect, it } from 'vitest'
import type { DatasetAbout, DatasetSettings } from '../../../../core/data/dataset.ts'
import { Studio } from '../../../../renderer/state/studio.svelte.ts'
import { createFakeHost } from '../../fake-host.ts'

/** A window whose packing goes on until it is stopped. */
async function packingWindow() {
  const { host, tell } = createFakeHost({ samples: 20 })
  const asked: DatasetSettings[] = []
  const stopped: string[] = []
  let end: (error: unknown) => void = () => undefined
  host.describeDataset = ({ settings }) => {
    asked.push(settings)
    return new Promise<DatasetAbout>((_, reject) => (end = reject))
  }
  host.stop = async ({ call }) => {
    stopped.push(call)
    end({ code: 'job/stopped', message: 'It was stopped before it was done.' })
  }
  const studio = new Studio(host)
  await studio.begin()
  return { host, tell, studio, datasets: studio.datasets, asked, stopped }
}

it('takes a stop of the packing for no failure, and packs again only when it is asked to', async () => {
  const { datasets, studio, asked, stopped } = await packingWindow()
  const [digits] = datasets.list as [DatasetSettings]
  expect(datasets.isPacking(digits.id)).toBe(true)
  await datasets.cancelPacking()
  await expect.poll(() => datasets.isStopped(digits)).toBe(true)
  expect([datasets.isPacking(digits.id), stopped, studio.toasts.list.length]).toEqual([false, ['describeDataset'], 0])
  datasets.describeAll()
  expect(asked).toHaveLength(1)
  void datasets.describe(digits)
  expect([asked.length, datasets.isStopped(digits), datasets.isPacking(digits.id)]).toEqual([2, false, true])
})

it('tells how far the packing is that the start of a training waits for, and stops it', async () => {
  const { host, tell, studio, stopped } = await packingWindow()
  const { runs } = studio
  let end: (error: unknown) => void = () => undefined
  host.startTraining = () => new Promise((_, reject) => (end = reject))
  const starting = runs.start()
  expect(runs.packing).toBeUndefined()
  tell('importing', { name: 'Digits', done: 5, total: 10 })
  expect(runs.packing).toEqual({ name: 'Digits', done: 5, total: 10 })
  await runs.cancelStart()
  end({ code: 'job/stopped', message: 'It was stopped before it was done.' })
  expect(await starting).toBe(false)
  expect([runs.packing, stopped, studio.toasts.list.length]).toEqual([
    undefined,
    ['startTraining', 'describeDataset'],
    0
  ])
})
