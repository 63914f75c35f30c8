import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { savedModel } from '../../../core/exchange/saved-model/saved-model.ts'
import { message } from '../../../renderer/messages/message.ts'
import { drag, dragFromPalette, edgesOf, findPositions, namesOf, outlineOf, savedDocument } from '../driver/drawing.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import {
  chooseOfRun,
  go,
  newProject,
  openFrom,
  percentIn,
  pressTrain,
  saveTo,
  setField,
  takePicture,
  testAccuracy
} from '../driver/window.ts'
import { waitUntil } from '../driver/wait.ts'

const layers = ['data', 'conv2d', 'maxPooling2d', 'flatten', 'dense', 'softmaxCrossEntropy', 'output']

/** By their places on a blank canvas: one below the other, the output beside the loss. */
async function dropLayers(page: Page): Promise<void> {
  for (const [index, layer] of layers.entries()) {
    const [x, y] = layer === 'output' ? [400, 60 + 5 * 100] : [160, 60 + index * 100]
    await dragFromPalette(page, layer, x, y)
  }
}

const joins = [
  ['data.image', 'conv2d.input'],
  ['conv2d.output', 'maxPooling2d.input'],
  ['maxPooling2d.output', 'flatten.input'],
  ['flatten.output', 'dense.input'],
  ['dense.output', 'softmaxCrossEntropy.prediction'],
  ['data.label', 'softmaxCrossEntropy.target'],
  ['dense.output', 'output.input']
] as const

async function joinPorts(page: Page): Promise<void> {
  const positions = await findPositions(page)
  for (const [from, to] of joins) {
    const [source, output] = from.split('.') as [string, string]
    const [target, input] = to.split('.') as [string, string]
    await drag(page, positions.output(source, output), positions.input(target, input))
  }
}

/** Selects a layer on the canvas, and types into a field of the inspector. */
async function setParameter(page: Page, layer: string, label: string, value: string): Promise<void> {
  await page.mouse.click(...(await findPositions(page)).node(layer))
  await setField(page, label, value)
}

/** What the run says of itself: its accuracy on the test set, and what it makes of one image. */
async function numbersOf(page: Page) {
  const list = page.getByRole('list', { name: message('explore/testSet') })
  await go(page, 'explore')
  await list.getByRole('button').first().waitFor({ timeout: 30_000 })
  await list.getByRole('button').first().click()
  const bars = page.getByRole('list', { name: message('explore/probabilities') }).getByRole('listitem')
  await waitUntil(async () => (await bars.allInnerTexts()).every(text => Number.isFinite(percentIn(text))))
  return {
    accuracy: await page.getByText(/ of 1,000 right/).innerText(),
    probabilities: await bars.allInnerTexts()
  }
}

it('draws a network by dragging, trains it, and keeps its run whatever becomes of the drawing', async () => {
  const data = dataFolder()
  const kept = join(data, 'kept')
  const { app, page, close } = await launch(data)
  await newProject(page, 'Empty')
  expect(await outlineOf(page)).toEqual([])
  await dropLayers(page)
  await joinPorts(page)
  const drawn = await savedDocument(page)
  expect(namesOf(drawn)).toEqual([...layers].sort())
  expect(edgesOf(drawn)).toEqual(joins.map(([from, to]) => `${from} > ${to}`).sort())

  await setParameter(page, 'conv2d', 'Filters', '4')
  await setParameter(page, 'dense', 'Units', '10')
  await page.mouse.click(...(await findPositions(page)).node('data'))
  await page.getByLabel('Dataset').click()
  await page.getByRole('option', { name: 'Digits' }).click()
  const outline = async () => (await outlineOf(page)).join('\n')
  // The convolution's window of 3×3 fits 26 times; half of that after pooling; 13 · 13 · 4 values.
  for (const shape of ['data 28×28×1', 'conv2d 26×26×4', 'maxPooling2d 13×13×4', 'flatten 676', 'dense 10'])
    expect(await outline()).toContain(shape)
  await takePicture(page, 'drawn')

  await go(page, 'train')
  await setField(page, message('train/epochs'), 2)
  await pressTrain(page)
  const accuracy = await testAccuracy(page)
  expect(accuracy).toBeGreaterThan(0.85)
  const numbers = await numbersOf(page)

  await saveTo(app, kept)
  await page.keyboard.press('Control+Shift+s')
  await page.getByText(message('project/savedIn', { folder: kept })).waitFor()
  await go(page, 'design')
  const before = await savedDocument(page)
  await page.mouse.click(...(await findPositions(page)).node('maxPooling2d'))
  await page.keyboard.press('Delete')
  await waitUntil(async () => !(await outline()).includes('maxPooling2d'))
  await page.keyboard.press('Control+z')
  await waitUntil(async () => (await outline()).includes('maxPooling2d 13×13×4'))
  expect(await savedDocument(page)).toEqual(before)
  await page.keyboard.press('Control+Shift+z')
  await waitUntil(async () => !(await outline()).includes('maxPooling2d'))
  await savedDocument(page)
  expect(await numbersOf(page)).toEqual(numbers)

  await newProject(page, 'Empty')
  await openFrom(app, kept)
  await page.keyboard.press('Control+o')
  await waitUntil(async () => (await outline()).includes('flatten'), { timeout: 10_000 })
  expect(await outline()).not.toContain('maxPooling2d')
  expect(await numbersOf(page)).toEqual(numbers)
  const file = join(data, 'old-run')
  await saveTo(app, file)
  await go(page, 'export')
  const card = page.getByRole('listitem').filter({ hasText: savedModel.summary })
  await card.getByRole('button', { name: message('export/button') }).click()
  await card.getByRole('status').waitFor({ timeout: 60_000 })
  expect(existsSync(join(file, 'saved_model.pb'))).toBe(true)

  await chooseOfRun(page, message('runs/openAsWas'))
  await waitUntil(async () => (await outline()).includes('maxPooling2d 13×13×4'))
  const { nodes, edges } = await savedDocument(page)
  expect({ nodes, edges }).toEqual({ nodes: before.nodes, edges: before.edges })
  await close()
})
