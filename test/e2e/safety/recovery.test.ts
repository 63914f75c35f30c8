import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { message } from '../../../renderer/messages/message.ts'
import { findPositions, outlineOf } from '../driver/drawing.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import { chooseOfRun, go, openLeftClosed, pressTrain, setField, takePicture, testAccuracy } from '../driver/window.ts'
import { waitFor, waitUntil } from '../driver/wait.ts'

it('offers the drawing of two seconds ago and the interrupted training after kill -9', async () => {
  const data = dataFolder()
  const first = await launch(data)
  await go(first.page, 'train')
  await setField(first.page, message('train/epochs'), 4)
  await pressTrain(first.page)
  await first.page.getByText(message('runs/epochs', { done: 1, epochs: 4 })).waitFor({ timeout: 60_000 })
  await go(first.page, 'design')
  const positions = await findPositions(first.page)
  const folder = await first.page.evaluate(async () => (await window.host.recentProjects())[0]!.folder)
  await first.page.mouse.click(...positions.node('s4'))
  await first.page.keyboard.press('Delete')
  const s4 = Object.values(positions.document.nodes).find(({ name }) => name === 's4')!
  await waitFor(() => expect(readFileSync(join(folder, 'journal.jsonl'), 'utf8')).toContain(s4.id), {
    timeout: 2000
  })
  await first.kill()

  const { page, close } = await launch(data)
  await openLeftClosed(page)
  const outline = async () => (await outlineOf(page)).join('\n')
  await page.getByRole('alert').getByText(message('project/recoveredTitle')).waitFor()
  expect(await outline()).toContain('s4')
  await takePicture(page, 'recovered')
  await page.getByRole('button', { name: message('project/recoveredTake') }).click()
  await waitUntil(async () => !(await outline()).includes('s4'))

  await go(page, 'train')
  await page.getByText(message('runs/interrupted')).first().waitFor()
  await chooseOfRun(page, message('runs/resume'))
  await testAccuracy(page)
  expect(await page.getByText(message('runs/epochs', { done: 4, epochs: 4 })).count()).toBe(1)
  await close()
})
