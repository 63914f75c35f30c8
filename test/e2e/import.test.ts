import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { writeIdx } from '../write-idx.ts'
import { message } from '../../renderer/messages/message.ts'
import { writePng } from '../electron/cli/write-png.ts'
import { dataFolder, launch } from './driver/launch.ts'
import { go, openFrom, pressTrain, setField, takePicture, testAccuracy } from './driver/window.ts'

const side = 28

/** Light above or light below, with some noise: two classes that anything learns. */
function image(label: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: side * side }, (_, at) => {
    const isLight = at < (side * side) / 2 === (label === 0)
    return (isLight ? 180 : 20) + ((at * 31 + seed * 17) % 40)
  })
}

/** 30 images a class, one file that is none, and one that breaks off in the middle. */
function imageFolder(folder: string): string {
  const root = join(folder, 'halves')
  for (const [label, name] of ['above', 'below'].entries()) {
    mkdirSync(join(root, name), { recursive: true })
    for (let index = 0; index < 30; index++)
      writeFileSync(join(root, name, `${index}.png`), writePng(side, side, image(label, index)))
  }
  cpSync('test/fixtures/data/text.png', join(root, 'above', 'text.png'))
  cpSync('test/fixtures/data/cut-short.jpg', join(root, 'below', 'cut-short.jpg'))
  return root
}

/** 40 images and their labels, as MNIST comes: gzipped, high byte first. */
function idxPair(folder: string): string {
  const labels = Uint8Array.from({ length: 40 }, (_, index) => index % 2)
  const values = Buffer.concat([...labels].map(image))
  const images = join(folder, 'train-images-idx3-ubyte.gz')
  writeFileSync(images, gzipSync(writeIdx({ dimensions: [labels.length, side, side], values })))
  writeFileSync(
    join(folder, 'train-labels-idx1-ubyte.gz'),
    gzipSync(writeIdx({ dimensions: [labels.length], values: labels }))
  )
  return images
}

const imported = (page: Page, count: number, name: string) =>
  page.getByText(message('data/imported', { count, name })).waitFor({ timeout: 30_000 })

it('imports an IDX pair and a folder of images, names what is broken, and trains on it', async () => {
  const data = dataFolder()
  const { app, page, close } = await launch(data)
  await go(page, 'data')

  await openFrom(app, idxPair(data))
  await page.getByRole('button', { name: message('data/offerToChoose', { label: 'IDX pair' }) }).click()
  await imported(page, 40, 'train')

  await openFrom(app, imageFolder(data))
  await page.getByRole('button', { name: message('data/offerToChoose', { label: 'Folder of images' }) }).click()
  await imported(page, 60, 'halves')
  const skipped = page.locator('details')
  await skipped.getByText(message('data/skipped', { count: 2 })).click()
  const words = await skipped.innerText()
  expect(words).toContain('text.png')
  expect(words).toContain('cut-short.jpg')
  const samples = page.getByRole('list', { name: message('data/samples') }).getByRole('listitem')
  await samples.filter({ hasText: 'below' }).first().waitFor()
  await takePicture(page, 'imported')

  await page.getByRole('button', { name: message('data/use') }).click()
  await go(page, 'train')
  await setField(page, message('train/batchSize'), 8)
  await setField(page, message('train/epochs'), 2)
  await pressTrain(page)
  // The network still has a unit for each of ten digits.
  await page.getByRole('button', { name: 'The labels have 2 classes, the prediction has 10 values.' }).click()
  await page
    .getByRole('button', { name: message('problems/repair', { label: '2 units' }) })
    .first()
    .click()
  await pressTrain(page)
  expect(await testAccuracy(page)).toBeGreaterThan(0.7)
  await close()
})
