import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { digits } from '../../../../core/data/sources/built-in.ts'
import { imageAndLabel } from '../../../../core/data/fields/catalogue.ts'
import { cacheSink } from '../../../../electron/storage/datasets/dataset-cache.ts'
import { packDataset } from '../../../../electron/storage/datasets/pack-dataset.ts'
import type { Reading } from '../../../../electron/storage/datasets/sources/define-source.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const fields = imageAndLabel({ height: 1, width: 1, channels: 1, classes: ['0'] })
const reading: Reading = {
  fields,
  count: 1,
  async *samples() {
    yield await Promise.resolve([{ image: Uint8Array.of(7), label: Int32Array.of(0) }])
  }
}

it('leaves nothing of its rows where it is stopped once all are written', async () => {
  const project = temporaryFolder()
  const signal = { isStopped: false }
  const sink = await cacheSink({ project, dataset: 'tiny', key: { settings: 'a', source: 'b' } }, fields)
  const ending = {
    ...sink,
    async end() {
      signal.isStopped = true
      return await sink.end()
    }
  }
  await expect(packDataset(reading, digits, ending, { signal })).rejects.toMatchObject({ code: 'job/stopped' })
  expect(readdirSync(project, { recursive: true })).toEqual(['datasets'])
})
