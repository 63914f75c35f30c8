import { expect, it } from 'vitest'
import { imageAndLabel } from '../../../../core/data/fields/catalogue.ts'
import { memorySink } from '../../../../electron/storage/datasets/memory-sink.ts'
import { smallDataset } from './small-dataset.ts'

it('takes no more samples into memory than fit', async () => {
  const { settings } = await smallDataset()
  const fields = imageAndLabel({ height: 20_000, width: 20_000, channels: 1, classes: ['a'] })
  const row = { image: new Uint8Array(0), label: Int32Array.of(0) }
  const sink = memorySink({ ...settings, name: 'Large' }, fields)
  await sink.write([row, row])
  await expect(sink.write([row])).rejects.toMatchObject({
    code: 'dataset/too-large-for-memory',
    message: expect.stringContaining('"Large"')
  })
})
