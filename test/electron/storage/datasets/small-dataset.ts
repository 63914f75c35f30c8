import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatasetSettings } from '../../../../core/data/dataset.ts'
import { createDatasetStore, type DatasetStore } from '../../../../electron/storage/datasets/dataset-store.ts'
import { proposeDataset } from '../../../../electron/storage/datasets/sources/catalogue.ts'
import { writeIdx } from '../../../write-idx.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Two images of 2 by 3 pixels from IDX files, which no engine has to decode. */
export async function smallDataset(): Promise<{ readonly settings: DatasetSettings; readonly pixels: Uint8Array }> {
  const folder = temporaryFolder()
  const pixels = Uint8Array.from({ length: 12 }, (_, index) => index)
  writeFileSync(join(folder, 'images-idx3-ubyte'), writeIdx({ dimensions: [2, 2, 3], values: pixels }))
  writeFileSync(join(folder, 'labels-idx1-ubyte'), writeIdx({ dimensions: [2], values: Uint8Array.of(0, 1) }))
  const found = await proposeDataset([join(folder, 'images-idx3-ubyte')])
  if ('problems' in found) throw new Error(JSON.stringify(found.problems))
  return { settings: found.settings, pixels }
}

export function storeWithoutEngine(): DatasetStore {
  return createDatasetStore({ digits: '', decoder: () => Promise.reject(new Error('Not asked for.')) })
}

/** All images of a dataset, in their order. */
export async function pixelsOf(store: DatasetStore, project: string, settings: DatasetSettings): Promise<Uint8Array> {
  const loaded = await store.load(project, settings)
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems))
  return (await loaded.dataset.read(Int32Array.of(0, 1)))['image']!.data as Uint8Array
}
