import { lstatSync, readdirSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { pixelsOf, smallDataset, storeWithoutEngine } from './small-dataset.ts'

/** A project whose packed images lie elsewhere in part, with a link in their place. */
async function linkedProject(part: string) {
  const [project, outside] = [temporaryFolder(), join(temporaryFolder(), 'outside')]
  const { settings, pixels } = await smallDataset()
  await storeWithoutEngine().load(project, settings)
  const dataset = join(project, 'datasets', settings.id)
  const variant = join(dataset, readdirSync(dataset)[0]!)
  const path = { datasets: join(project, 'datasets'), dataset, variant }[part] ?? join(variant, part)
  renameSync(path, outside)
  symlinkSync(outside, path)
  return { project, outside, path, settings, pixels }
}

const stateOf = (path: string) => {
  const { mtimeMs, size } = lstatSync(path)
  return { mtimeMs, size, names: lstatSync(path).isDirectory() ? readdirSync(path, { recursive: true }) : [] }
}

it.each(['datasets', 'dataset', 'variant'])('a linked folder of packed images is refused by name: %s', async part => {
  const { project, outside, settings } = await linkedProject(part)
  const before = stateOf(outside)
  await expect(storeWithoutEngine().load(project, settings)).rejects.toMatchObject({
    code: 'project/foreign-part',
    message: expect.stringMatching(/^datasets.*: There is a link; expected a folder/)
  })
  expect(stateOf(outside)).toEqual(before)
})

it.each(['about.json', 'image.bin'])(
  'a linked %s is not read: the images are packed again in its place',
  async part => {
    const { project, outside, path, settings, pixels } = await linkedProject(part)
    const before = stateOf(outside)
    expect(await pixelsOf(storeWithoutEngine(), project, settings)).toEqual(pixels)
    expect(stateOf(outside)).toEqual(before)
    expect(lstatSync(path).isFile()).toBe(true)
  }
)
