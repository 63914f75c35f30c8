import { expect, it } from 'vitest'
import type { Document } from '../../../core/document/records.ts'
import type { GraphId, GraphNode } from '../../../core/graph/drawing.ts'
import { message } from '../../../renderer/messages/message.ts'
import { savedDocument } from '../driver/drawing.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import { waitUntil } from '../driver/wait.ts'
import { newProject, setField, takePicture } from '../driver/window.ts'

function nodesIn({ nodes }: Document, graph: GraphId | undefined): readonly GraphNode[] {
  return Object.values(nodes).filter(node => node.graph === graph)
}

function named(document: Document, name: string): GraphNode {
  const found = Object.values(document.nodes).filter(node => node.name === name)
  expect(found.map(node => node.name)).toEqual([name])
  return found[0]!
}

it('groups layers, gives the block a parameter, takes it to another project and opens it there', async () => {
  const { page } = await launch(dataFolder())
  const canvas = page.locator('[data-canvas]')
  const press = (key: string) => canvas.press(key)

  // The first convolution and its pooling become a block called Stem.
  await press('Tab')
  await press('Tab')
  await press('Shift+ArrowDown')
  await press('Control+g')
  await press('Control+r')
  await page.keyboard.type('Stem')
  await page.keyboard.press('Enter')
  const grouped = await savedDocument(page)
  const block = Object.values(grouped.blocks)[0]!
  expect([block.label, block.name, named(grouped, 'stem').block]).toEqual(['Stem', 'stem', block.id])
  expect(
    nodesIn(grouped, block.graph)
      .map(({ name }) => name)
      .sort()
  ).toEqual(['c1', 'input', 'output', 's2'])

  // Inside, the number of filters becomes a parameter, which an expression reads.
  await press('Enter')
  await press('Tab')
  await press('Tab')
  await page.getByRole('button', { name: message('expression/menu', { name: 'Filters' }) }).click()
  await page.getByRole('menuitem', { name: message('expression/promote') }).click()
  const filters = page.getByLabel('Filters', { exact: true })
  await filters.fill('2 * width')
  await page.getByRole('alert').getByText('There is no parameter "width". Use one of filters, index.').waitFor()
  await filters.fill('2 * filters')
  await page.getByText('= 12', { exact: true }).waitFor()
  await filters.press('Enter')
  await takePicture(page, 'block parameter')
  await press('Escape')
  await press('Escape')
  await setField(page, 'Filters', 4)
  const set = await savedDocument(page)
  expect(named(set, 'stem').parameters).toEqual({ filters: 4 })
  expect(named(set, 'c1').parameters).toMatchObject({ filters: { expression: '2 * filters' } })

  // A step that was taken inside the block is shown where it was.
  await press('Control+z')
  await press('Control+z')
  await page
    .getByText(message('announce/undone', { label: message('step/set', { name: 'filters' }) }))
    .first()
    .waitFor()
  await page
    .getByRole('navigation', { name: message('crumbs/label') })
    .getByText('Stem')
    .waitFor()
  await press('Control+Shift+z')
  await press('Control+Shift+z')
  await press('Control+c')
  await savedDocument(page)

  // The text on the clipboard brings the definition along into another project, where it is opened for good.
  await newProject(page, 'LeNet-5')
  await canvas.focus()
  await press('Control+v')
  const pasted = await savedDocument(page)
  expect([named(pasted, 'stem').parameters, Object.values(pasted.blocks).map(({ label }) => label)]).toEqual([
    { filters: 4 },
    ['Stem']
  ])
  await press('Control+Shift+g')
  const opened = await savedDocument(page)
  const convolutions = nodesIn(opened, opened.root).filter(({ type }) => type === 'conv2d')
  expect(convolutions.map(({ parameters }) => parameters['filters']).filter(count => count === 8)).toHaveLength(1)
  await takePicture(page, 'block ungrouped')
  await press('Control+z')
  expect(await savedDocument(page)).toEqual(pasted)
})

it('means the layers by Copy and Paste of the menus on the canvas, and the text in a field', async () => {
  const { app, page } = await launch(dataFolder())
  const canvas = page.locator('[data-canvas]')
  /** What the items of the Edit menu do. */
  const menu = (item: 'cut' | 'copy' | 'paste') =>
    app.evaluate(({ BrowserWindow }, role) => BrowserWindow.getAllWindows()[0]!.webContents[role](), item)
  const countOf = async (type: string) => {
    const document = await savedDocument(page)
    return nodesIn(document, document.root).filter(node => node.type === type).length
  }

  await canvas.press('Tab')
  await canvas.press('Tab')
  await app.evaluate(({ clipboard }) => clipboard.clear())
  await menu('copy')
  // The page copies when it comes to it, and hands the text to the system: later than a menu closes, sooner than a hand.
  await waitUntil(() => app.evaluate(async ({ clipboard }) => (await clipboard.readText()) !== ''))
  await menu('paste')
  await expect.poll(() => countOf('conv2d')).toBe(4)
  await menu('cut')
  await expect.poll(() => countOf('conv2d')).toBe(3)
  await menu('paste')
  await expect.poll(() => countOf('conv2d')).toBe(4)

  const search = page.getByRole('searchbox', { name: message('palette/search') })
  await search.fill('pool')
  await search.press('Control+a')
  await search.press('Control+c')
  await search.press('End')
  await search.press('Control+v')
  expect(await search.inputValue()).toBe('poolpool')
  await canvas.focus()
  await canvas.press('Control+v')
  await page.getByText('The clipboard holds the text "pool"; expected a part of a drawing.').waitFor()
  expect(await countOf('conv2d')).toBe(4)
})
