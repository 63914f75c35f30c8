import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import {
  importOffers,
  proposeDataset,
  sourceCatalogue
} from '../../../../electron/storage/datasets/sources/catalogue.ts'
import { createDatasetStore } from '../../../../electron/storage/datasets/dataset-store.ts'
import { writeIdx } from '../../../write-idx.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const fixtures = fileURLToPath(new URL('../../../fixtures/data', import.meta.url))

/** A folder of images, an IDX pair, and what is neither. */
function things(): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'images', 'cats'), { recursive: true })
  cpSync(join(fixtures, 'color.png'), join(folder, 'images', 'cats', 'a.png'))
  writeFileSync(join(folder, 'images.idx'), writeIdx({ dimensions: [1, 2, 2], values: Uint8Array.of(1, 2, 3, 4) }))
  writeFileSync(join(folder, 'labels.idx'), writeIdx({ dimensions: [1], values: Uint8Array.of(0) }))
  writeFileSync(join(folder, 'notes.txt'), 'no dataset')
  return folder
}

const recognizedAs = async (word: string, as?: string) => {
  const proposed = await proposeDataset([word], { as })
  if ('problems' in proposed) return proposed.problems[0]!.code
  return [proposed.settings.source.kind, proposed.recognized.label, proposed.recognized.reason]
}

it('files, folders and names are each taken by their format, which says why', async () => {
  const folder = things()
  expect(await recognizedAs(join(folder, 'images'))).toEqual(['folder', 'Folder of images', 'It is a folder.'])
  expect(await recognizedAs(join(folder, 'images.idx'))).toEqual(['idx', 'IDX pair', 'It begins as an IDX file does.'])
  expect(await recognizedAs('shapes')).toEqual(['builtIn', 'Shapes', 'A dataset of this name comes with the program.'])
  expect(await recognizedAs(join(folder, 'notes.txt'))).toBe('dataset/not-understood')
  expect(await recognizedAs(join(folder, 'shapes'))).toBe('dataset/nothing-there')
})

it('what a person says that it is counts, and what it then cannot be is said', async () => {
  const folder = things()
  expect(await recognizedAs(join(folder, 'images'), 'folder')).toEqual([
    'folder',
    'Folder of images',
    'It is a folder.'
  ])
  expect(await recognizedAs(join(folder, 'images'), 'idx')).toBe('dataset/not-recognized')
})

it('each source is in the catalogue, and each offer has an id of its own', () => {
  const folder = new URL('../../../../electron/storage/datasets/sources', import.meta.url)
  const files = readdirSync(fileURLToPath(folder)).map(file => file.replace('.ts', ''))
  const kinds = sourceCatalogue.map(({ kind }) => kind.replace(/[A-Z]/, letter => `-${letter.toLowerCase()}`))
  expect(files).toEqual(expect.arrayContaining(kinds))
  expect(new Set(importOffers.map(({ id }) => id)).size).toBe(importOffers.length)
})

it('a source that this program does not know is a problem, and so is one that lacks what it needs', async () => {
  const [known] = [await proposeDataset(['digits'])]
  if ('problems' in known) throw new Error('The digits are known.')
  const store = createDatasetStore({ digits: '', decoder: () => Promise.reject(new Error('There is none.')) })
  for (const source of [{ kind: 'hologram', path: '/x' }, { kind: 'folder' }]) {
    const loaded = await store.load(temporaryFolder(), { ...known.settings, source })
    expect(loaded).toMatchObject({ problems: [{ code: 'dataset/unknown-source' }] })
  }
})
