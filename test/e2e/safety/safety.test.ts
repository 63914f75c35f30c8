import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { fragmentOf } from '../../../core/document/blocks/fragments/fragment.ts'
import { fragmentText } from '../../../core/document/blocks/fragments/fragment-text.ts'
import { parseProject, serializeProject } from '../../../core/document/file/project-file.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { documentFromTemplate } from '../../../core/templates/catalogue.ts'
import { message } from '../../../renderer/messages/message.ts'
import { outlineOf } from '../driver/drawing.ts'
import { startElectron } from '../driver/electron.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import { go, saveTo, takePicture } from '../driver/window.ts'
import { waitUntil } from '../driver/wait.ts'

const projectFolder = (page: Page) => page.evaluate(async () => (await window.host.recentProjects())[0]!.folder)
const documentIn = (folder: string) =>
  parseProject(readFileSync(join(folder, 'project.json'), 'utf8'), layerOf).document!

/** A project in a folder of its own; `change` makes another file of the file. */
function projectIn(
  folder: string,
  name: string,
  change: (file: Record<string, unknown>) => object = file => file
): string {
  const made = documentFromTemplate('firstStart', {})
  if ('problems' in made) throw new Error(made.problems[0]?.message)
  const file = JSON.parse(serializeProject({ ...made.document, name }, layerOf)) as Record<string, unknown>
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'project.json'), JSON.stringify(change(file)))
  return folder
}

async function deleteAll(page: Page): Promise<void> {
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
}

it('opens a project of a newer version to look at, writes nothing beside it, and saves a copy without what it does not know', async () => {
  const data = dataFolder()
  const folder = projectIn(join(data, 'newer'), 'From the future', file => ({ ...file, formatVersion: 99, moods: {} }))
  const before = readFileSync(join(folder, 'project.json'))
  const { app, page, close } = await launch(data, { words: [folder] })
  await page.getByRole('alert').getByText(message('safety/newerTitle')).waitFor()
  expect(await page.getByRole('alert').innerText()).toContain('moods')
  await takePicture(page, 'newer version')
  const drawn = await outlineOf(page)
  await page.locator('[data-canvas]').press('Tab')
  await page.keyboard.press('Tab')
  const inspector = page.getByRole('complementary', { name: message('inspector/title') })
  await inspector.getByText(message('safety/onlyShown')).waitFor()
  expect(await inspector.getByLabel('Filters', { exact: true }).isDisabled()).toBe(true)
  expect(await inspector.getByRole('radio', { disabled: false }).count()).toBe(0)
  await deleteAll(page)
  await page.getByText(message('safety/refused')).waitFor()
  expect(await outlineOf(page)).toEqual(drawn)
  await go(page, 'data')
  await go(page, 'train')
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Control+s')
  await page.getByRole('button', { name: message('safety/saveCopy') }).click()
  await saveTo(app, join(data, 'copy'))
  await page.getByRole('button', { name: message('safety/copyConfirm') }).click()
  await waitUntil(async () => (await projectFolder(page)) === join(data, 'copy'), { timeout: 10_000 })
  expect(await page.getByRole('alert').count()).toBe(0)
  expect(readFileSync(join(folder, 'project.json'))).toEqual(before)
  expect(readdirSync(folder)).toEqual(['project.json'])
  await close()
})

it('notices a project that another program has open, and lets a person look at it or go there', async () => {
  const data = dataFolder()
  const folder = projectIn(join(data, 'shared'), 'Shared')
  const first = await launch(join(data, 'one'), { words: [folder] })
  const { app, page, ended } = await startElectron({ data: join(data, 'two'), words: [folder] })
  const dialog = page.getByRole('dialog', { name: message('safety/openElsewhereTitle') })
  await dialog.waitFor({ timeout: 30_000 })
  await takePicture(page, 'open elsewhere')
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  await dialog.getByRole('button', { name: message('safety/goThere') }).click()
  await waitUntil(() => first.app.evaluate(({ BrowserWindow }) => !BrowserWindow.getAllWindows()[0]?.isMinimized()), {
    timeout: 10_000
  })
  await app.close()
  await ended

  const third = await startElectron({ data: join(data, 'two'), words: [folder] })
  await third.page.getByRole('button', { name: message('safety/lookHere') }).click({ timeout: 30_000 })
  await third.page.getByRole('alert').getByText(message('safety/elsewhereTitle')).waitFor()
  await deleteAll(third.page)
  await third.page.getByText(message('safety/refused')).waitFor()
  await third.app.close()
  await third.ended
  expect(documentIn(folder).name).toBe('Shared')
  await first.close()
})

it('notices that another program has changed the file, loads it as a step that undo takes back, and never overwrites it unasked', async () => {
  const data = dataFolder()
  const folder = projectIn(join(data, 'synced'), 'Mine')
  const { page, close } = await launch(data, { words: [folder] })
  const name = page.getByRole('banner').getByText('Mine', { exact: true })
  await name.waitFor()
  const theirs = (title: string) =>
    writeFileSync(join(folder, 'project.json'), serializeProject({ ...documentIn(folder), name: title }, layerOf))
  theirs('Theirs')
  const banner = page.getByRole('alert').filter({ hasText: message('safety/changedTitle') })
  await banner.waitFor()
  await takePicture(page, 'changed on disk')
  await banner.getByRole('button', { name: message('safety/changedLoad') }).click()
  await page.getByRole('banner').getByText('Theirs', { exact: true }).waitFor()
  await page.keyboard.press('Control+z')
  await name.waitFor()

  theirs('Theirs again')
  await banner.waitFor()
  await page.keyboard.press('Control+s')
  await page.getByText('so it is not overwritten').waitFor()
  expect(documentIn(folder).name).toBe('Theirs again')
  await banner.getByRole('button', { name: message('safety/changedKeep') }).click()
  await banner.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+s')
  await waitUntil(() => documentIn(folder).name === 'Mine')
  await page.getByText(message('project/saved')).waitFor()
  expect(readFileSync(join(folder, 'project.previous.json'), 'utf8')).toContain('Theirs again')
  await close()
})

it('opens in the running window the project that a second start names', async () => {
  const data = dataFolder()
  const { app, page, close } = await launch(data)
  const folder = projectIn(join(data, 'other'), 'Handed over')
  const [executable = ''] = await app.evaluate(() => [process.execPath])
  const second = spawn(executable, ['--no-sandbox', resolve('.'), `--user-data-dir=${data}`, folder], {
    stdio: 'ignore'
  })
  await once(second, 'exit')
  await page.getByRole('banner').getByText('Handed over', { exact: true }).waitFor()
  await close()
})

it('takes what is dropped: a project opens, a model of another kind is named, layers as text are pasted', async () => {
  const data = dataFolder()
  const { page, close } = await launch(data)
  const folder = projectIn(join(data, 'dropped'), 'Dropped')
  await page.evaluate(() =>
    document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'given' }))
  )
  /** Files that the system gave to the page, dropped where a person may drop them. */
  const drop = async (path: string): Promise<void> => {
    await page.setInputFiles('#given', path)
    await page.evaluate(() => {
      const transfer = new DataTransfer()
      for (const file of document.querySelector<HTMLInputElement>('#given')!.files!) transfer.items.add(file)
      for (const type of ['dragenter', 'drop'] as const)
        document
          .querySelector('header')!
          .dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }))
    })
  }
  writeFileSync(join(data, 'model.onnx'), 'not read')
  await drop(join(data, 'model.onnx'))
  await page.getByText(message('drop/model', { name: 'model.onnx' })).waitFor()
  await drop(resolve('test/fixtures/exchange/keras/sound-stack.keras'))
  await page.getByText(message('drop/opened')).waitFor()
  const layersFile = join(data, 'layers.json')
  const { root, nodes } = documentIn(folder)
  const taken = Object.values(nodes).find(({ type }) => type === 'conv2d')!
  const positions = new Map([[taken.id, { x: 0, y: 0 }]])
  const copied = fragmentOf(documentIn(folder), { graph: root, nodes: new Set([taken.id]), positions })
  writeFileSync(layersFile, fragmentText(copied))
  const count = (await outlineOf(page)).length
  await drop(layersFile)
  await waitUntil(async () => (await outlineOf(page)).length === count + 1)
  await drop(join(folder, 'project.json'))
  // What was pasted would be lost.
  await page.getByRole('button', { name: message('project/unsavedConfirm') }).click()
  await page.getByRole('banner').getByText('Dropped', { exact: true }).waitFor()
  const renamed = page.getByRole('button', { name: 'Dropped', exact: true })
  await renamed.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Kept')
  await page.keyboard.press('Enter')
  await drop(join(projectIn(join(data, 'next'), 'Next'), 'project.json'))
  await page.getByRole('button', { name: message('project/unsavedSave') }).click()
  await page.getByRole('banner').getByText('Next', { exact: true }).waitFor()
  expect(documentIn(folder).name).toBe('Kept')
  await close()
})
