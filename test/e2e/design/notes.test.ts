import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { Document, Note } from '../../../core/document/records.ts'
import { message } from '../../../renderer/messages/message.ts'
import { findPositions, outlineOf, savedDocument } from '../driver/drawing.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import { takePicture } from '../driver/window.ts'

function notesIn({ notes }: Document, kind: Note['kind']): readonly Note[] {
  return Object.values(notes).filter(note => note.kind === kind)
}

/** Types what the window now waits for, over the canvas. */
async function write(page: Page, text: string, end: 'Escape' | 'Enter'): Promise<void> {
  await page.keyboard.type(text)
  await page.keyboard.press(end)
}

it('writes a note in place, frames layers, and carries both along when the drawing is turned', async () => {
  const { page } = await launch(dataFolder())
  const canvas = page.locator('[data-canvas]')
  const positions = await findPositions(page)
  const box = (await canvas.boundingBox())!
  await canvas.focus()
  await page.mouse.move(box.x + 60, box.y + 120)
  await page.keyboard.press('n')
  const field = page.getByRole('textbox', { name: message('note/text') }).first()
  await field.waitFor()
  await write(page, 'Shared weights see\nthe whole image', 'Escape')
  const [note] = notesIn(await savedDocument(page), 'note')
  expect(note).toMatchObject({ text: 'Shared weights see\nthe whole image', color: 'yellow' })

  await page.mouse.click(...positions.node('c1'))
  await page.keyboard.down('Shift')
  await page.mouse.click(...positions.node('s2'))
  await page.keyboard.up('Shift')
  await page.keyboard.press('Shift+n')
  await write(page, 'Features', 'Enter')
  const framed = await savedDocument(page)
  const [frame] = notesIn(framed, 'frame')
  expect(frame?.text).toBe('Features')
  expect((await outlineOf(page)).slice(-2)).toEqual([
    message('note/outlineFrame', { text: 'Features', names: 'c1, s2' }),
    message('note/outlineNote', { text: 'Shared weights see the whole image' })
  ])

  await page.getByRole('button', { name: message('command/flow-right') }).click()
  const turned = await savedDocument(page)
  expect(turned.sheets[turned.root]?.direction).toBe('right')
  const { x, y } = turned.positions['s2']!
  expect(x).toBeGreaterThan(turned.positions['c1']!.x)
  expect(y).toBe(turned.positions['c1']!.y)
  const [around] = notesIn(turned, 'frame')
  expect(around!.x).toBeLessThan(turned.positions['c1']!.x)
  expect(around!.x + around!.width).toBeGreaterThan(x + 184)
  await takePicture(page, 'notes and frames, turned')
  await page.keyboard.press('Control+z')
  expect((await savedDocument(page)).notes).toEqual(framed.notes)
})
