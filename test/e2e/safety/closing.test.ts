import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { outlineOf } from '../driver/drawing.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import { waitUntil } from '../driver/wait.ts'
import { answerQuestions, closeWindow } from '../driver/window.ts'

it('saves before it closes where the settings cannot be written', async () => {
  const data = dataFolder()
  const first = await launch(data)
  const { app, page } = first
  const folder = await page.evaluate(async () => (await window.host.recentProjects())[0]!.folder)
  // A folder in the place of the file that they are written to fails as a full disk does.
  mkdirSync(join(data, 'settings.json.new'))
  await page.locator('[data-canvas]').press('Tab')
  await page.keyboard.press('Delete')
  const drawn = (await outlineOf(page)).length
  const closed = page.waitForEvent('close')
  await closeWindow(app)
  await closed
  await first.ended
  expect(readFileSync(join(data, 'log.txt'), 'utf8')).toContain('error settings: Error: EISDIR')
  const { nodes } = JSON.parse(readFileSync(join(folder, 'project.json'), 'utf8')) as { nodes: object }
  expect(Object.keys(nodes).length).toBe(drawn)
})

it('stays open where a temporary project cannot be saved, says why, and closes when that is the answer', async () => {
  const { app, page, ended } = await launch(dataFolder())
  const folder = await page.evaluate(async () => (await window.host.recentProjects())[0]!.folder)
  await page.locator('[data-canvas]').press('Tab')
  await page.keyboard.press('Delete')
  rmSync(join(folder, 'project.json'))
  mkdirSync(join(folder, 'project.json'))
  const asked = await answerQuestions(app, 0, 1)
  await closeWindow(app)
  await waitUntil(async () => (await asked()).length === 1)
  expect(await asked()).toEqual([
    {
      message: 'The changes could not be saved.',
      detail: expect.stringContaining('project.json is no ordinary file.'),
      buttons: ['Stay', 'Close without saving']
    }
  ])
  expect(page.isClosed()).toBe(false)
  const closed = page.waitForEvent('close')
  await closeWindow(app)
  await closed
  await ended
})
