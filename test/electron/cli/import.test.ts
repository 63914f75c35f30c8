import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStudio } from './studio.ts'

let studio: Awaited<ReturnType<typeof openStudio>>
beforeAll(async () => (studio = await openStudio()), 60_000)
afterAll(() => studio.close())

it('lists what can be brought in', async () => {
  expect(await studio.json('import', '--list')).toEqual([
    expect.objectContaining({ id: 'folder', chooses: 'folder' }),
    expect.objectContaining({ id: 'idx', chooses: 'files' }),
    expect.objectContaining({ id: 'digits', label: 'Digits' }),
    expect.objectContaining({ id: 'shapes', label: 'Shapes' }),
    expect.objectContaining({ id: 'rotatedDigits', label: 'Rotated digits' })
  ])
})

it('brings in a dataset that comes with the program by its name, and gives it to the network', async () => {
  await studio.json('new', 'shapes', '--template', 'unet', '--set', 'dataset=')
  const imported = await studio.json('import', 'shapes', '--to', 'shapes', '--use')
  expect(imported).toMatchObject({
    dataset: 'shapes',
    count: 3000,
    classes: ['circle', 'square', 'triangle', 'cross'],
    fields: ['image', 'label', 'boxes', 'mask', 'caption'].map(name => expect.objectContaining({ name }))
  })
  const text = await readFile(join(studio.folder, 'shapes', 'project.json'), 'utf8')
  const file = JSON.parse(text) as { nodes: object; datasets: Record<string, { split: object }> }
  expect(Object.values(file.nodes)).toContainEqual(
    expect.objectContaining({ type: 'data', parameters: expect.objectContaining({ dataset: 'shapes', channels: 3 }) })
  )
})

it('leaves the split of one that is there already as it was set', async () => {
  await studio.json('new', 'first', '--template', 'firstStart')
  await studio.edit('first', file => {
    const { datasets } = file as unknown as { datasets: Record<string, { split: { test: number } }> }
    datasets['digits']!.split.test = 0.3
  })
  await studio.json('import', 'digits', '--to', 'first')
  const text = await readFile(join(studio.folder, 'first', 'project.json'), 'utf8')
  expect(JSON.parse(text)).toMatchObject({ datasets: { digits: { split: { test: 0.3 } } } })
})

it('refuses a format that is none, and says which there are', async () => {
  const { code, stderr } = await studio.run('import', 'x', '--to', 'first', '--as', 'hologram')
  expect(code).toBe(2)
  expect(stderr).toContain('folder, idx, digits, shapes, rotatedDigits')
})
