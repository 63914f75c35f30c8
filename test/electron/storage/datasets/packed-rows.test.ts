import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { imageAndLabel } from '../../../../core/data/fields/catalogue.ts'
import { fileDataset } from '../../../../electron/storage/datasets/packed-rows.ts'
import { variantFiles } from '../../../../electron/storage/folders.ts'
import { temporaryFolder } from '../temporary-folder.ts'

it('reads rows wherever they lie in their files, in the order asked for, and only the fields that are named', async () => {
  const files = variantFiles(temporaryFolder(), 'variant')
  mkdirSync(files.folder)
  const fields = imageAndLabel({ height: 1, width: 3, channels: 1, classes: ['a', 'b', 'c', 'd'] })
  const labels = Int32Array.of(3, 2, 1, 0)
  writeFileSync(files.rows('label'), new Uint8Array(labels.buffer))
  writeFileSync(
    files.rows('image'),
    Uint8Array.from({ length: 12 }, (_, at) => at)
  )
  const dataset = fileDataset({ id: 'd', count: 4, fields, fingerprint: '', skipped: [] }, files)
  const batch = await dataset.read(Int32Array.of(2, 0, 1, 1))
  expect(batch['image']).toEqual({
    dtype: 'uint8',
    shape: [4, 1, 3, 1],
    data: Uint8Array.of(6, 7, 8, 0, 1, 2, 3, 4, 5, 3, 4, 5)
  })
  expect(batch['label']).toEqual({ dtype: 'int32', shape: [4], data: Int32Array.of(1, 3, 2, 2) })
  expect(Object.keys(await dataset.read(Int32Array.of(0), ['label']))).toEqual(['label'])
  expect(await dataset.isThere()).toBe(true)
  expect(join(files.folder, 'image.bin')).toBe(files.rows('image'))
})
