import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { message } from '../../renderer/messages/message.ts'
import { kerasPython } from '../python.ts'
import { findPositions, savedDocument } from './driver/drawing.ts'
import { dataFolder, launch } from './driver/launch.ts'
import { waitFor } from './driver/wait.ts'
import { saveTo, setField, takePicture } from './driver/window.ts'

const titles = ['Digits', 'Conv 2D', 'Max pooling', 'Flatten', 'Dense', 'Softmax loss', 'Output']

/** Saves a figure of the given format from the dialog, and answers with what lies on the disk. */
async function exportAs(
  { app, page }: { readonly app: ElectronApplication; readonly page: Page },
  format: 'svg' | 'pdf' | 'png',
  path: string
): Promise<Buffer> {
  await saveTo(app, path)
  await page.keyboard.press('Control+Shift+e')
  await page.getByRole('radio', { name: message(`figure/${format}`), exact: true }).click()
  await takePicture(page, `figure ${format}`)
  await page.getByRole('button', { name: message('figure/save') }).click()
  await page.getByText(message('figure/saved', { path })).waitFor()
  return readFileSync(path)
}

it('colors layers by their costs, follows paths, tells what was changed since the last save, and draws figures', async () => {
  const data = dataFolder()
  const { app, page, close } = await launch(data)
  await savedDocument(page)

  await page.getByRole('button', { name: message('tools/heat') }).click()
  const heat = page.getByRole('region', { name: message('command/heatMap') })
  await heat.getByText('48,120').waitFor()
  await heat.getByRole('radio', { name: message('heat/macs') }).click()
  await heat.getByText('240 k').waitFor()
  await takePicture(page, 'heat map')
  await heat.getByRole('button', { name: message('heat/off') }).click()

  await page.mouse.click(...(await findPositions(page)).node('c3'))
  await page.keyboard.press('p')
  await page.getByRole('radiogroup', { name: message('trace/label') }).waitFor()
  await takePicture(page, 'paths')
  await page.keyboard.press('p')

  await setField(page, 'Filters', 20)
  await page.keyboard.press('Control+Shift+m')
  const comparison = page.locator('[data-compare]')
  const rowOf = (name: string) => comparison.getByRole('row').filter({ hasText: name })
  // 5 · 5 · 6 + 1 parameters for each of 16 and of 20 filters; the convolution behind it takes 4 channels more.
  expect(await rowOf('Filters: 16 → 20').innerText()).toMatch(/c3[^]*2,416\s+3,020/)
  expect(await rowOf('c5').innerText()).toMatch(/48,120\s+60,120/)
  expect(await rowOf(message('compare/total')).innerText()).toMatch(/61,706\s+74,310/)
  await comparison.getByRole('button', { name: 'c5' }).click()
  await waitFor(async () => expect(await page.getByLabel('Filters', { exact: true }).inputValue()).toBe('120'))
  await takePicture(page, 'comparison')
  await savedDocument(page)
  await comparison.getByText(message('compare/nothing')).waitFor()
  await comparison.getByRole('button', { name: message('compare/close') }).click()

  const svg = await exportAs({ app, page }, 'svg', join(data, 'lenet.svg'))
  const texts = execFileSync(
    kerasPython() ?? 'python3',
    [
      '-c',
      "import sys, xml.etree.ElementTree as t; print('\\n'.join(e.text for e in t.fromstring(sys.stdin.buffer.read()).iter() if e.tag.endswith('text')))"
    ],
    { input: svg, encoding: 'utf8' }
  ).split('\n')
  expect(texts).toEqual(expect.arrayContaining([...titles, '10×10×20']))
  const [width, height] = /width="(\d+)" height="(\d+)"/.exec(svg.toString())!.slice(1).map(Number) as [number, number]

  const pdf = (await exportAs({ app, page }, 'pdf', join(data, 'lenet.pdf'))).toString('latin1')
  expect(pdf.slice(0, 5)).toBe('%PDF-')
  expect(pdf).toMatch(/\/Count 1\b/)
  // 72 points to the 96 pixels of an inch.
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!.slice(1).map(Number)
  for (const [index, side] of [width, height].entries()) expect(Math.abs(box[index]! - side * 0.75)).toBeLessThan(1)
  expect(pdf).toMatch(/\/FontName \/\w+\+Inter/)

  const png = await exportAs({ app, page }, 'png', join(data, 'lenet.png'))
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * width, 2 * height])
  await close()
})
