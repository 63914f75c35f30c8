import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { message } from '../../renderer/messages/message.ts'
import { dataFolder, launch } from './launch.ts'
import {
  go,
  pictureFolder,
  placeButton,
  type PlaceName,
  places,
  pressTrain,
  setField,
  takePicture,
  testAccuracy
} from './window.ts'
import { waitUntil } from './wait.ts'

/** What keeps people with a screen reader, weak eyes or no mouse out, as axe finds it. */
async function barriers(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`)
    )
}

/** What floats over the Design place, each opened as a person does; Escape closes it. */
const overlays: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  commands: page => page.keyboard.press('Control+k'),
  layers: page => page.keyboard.press('Control+f'),
  shortcuts: page => page.keyboard.press('Control+/'),
  templates: page => page.keyboard.press('Control+n'),
  projectMenu: page => page.locator('.project-menu').click(),
  outline: page => page.getByRole('tab', { name: message('sidebar/outline') }).click(),
  contextMenu: async page => {
    await page.locator('[data-canvas]').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+F10')
    await page.getByRole('menu').waitFor()
  }
}

it('keeps nobody out of any place, nor of what floats over it, in light and in dark', async () => {
  const { page, close } = await launch(dataFolder())
  await go(page, 'train')
  await setField(page, message('train/epochs'), 2)
  await pressTrain(page)
  await testAccuracy(page)
  const found: string[] = []
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await page.locator(`[data-theme=${theme}]`).waitFor()
    for (const place of places) {
      await go(page, place)
      await page.mouse.move(700, 850)
      await page.waitForLoadState('networkidle')
      await takePicture(page, `${place}-${theme}`)
      found.push(...(await barriers(page)).map(text => `${place}, ${theme}: ${text}`))
    }
    for (const [name, open] of Object.entries(overlays)) {
      await go(page, 'design')
      await open(page)
      await page.waitForLoadState('networkidle')
      await takePicture(page, `${name}-${theme}`)
      found.push(...(await barriers(page)).map(text => `${name}, ${theme}: ${text}`))
      await page.keyboard.press('Escape')
      await page.locator('[role=dialog], [role=menu]').waitFor({ state: 'detached' })
    }
  }
  writeFileSync(join(pictureFolder, '../barriers.txt'), found.join('\n\n'))
  expect(found).toEqual([])
  await close()
})

it('answers each press within 100 ms while it trains', async () => {
  const { page, close } = await launch(dataFolder())
  await pressTrain(page)
  await page
    .getByText(message('train/progress', { epoch: 1, epochs: 8 }))
    .first()
    .waitFor()
  const times: number[] = []
  for (const place of [...places, ...places]) {
    const button = placeButton(page, place)
    times.push(
      await button.evaluate(
        element =>
          new Promise<number>(resolve => {
            const started = performance.now()
            ;(element as HTMLElement).click()
            // The frame after the next has shown it.
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - started)))
          })
      )
    )
    expect(await button.getAttribute('aria-current')).toBe('page')
  }
  expect(await page.locator('.train').innerText()).toBe(message('header/stop'))
  await page.locator('.train').click()
  await waitUntil(async () => (await page.locator('.train').innerText()) === message('header/train'))
  times.sort((a, b) => a - b)
  expect(times[Math.floor(times.length / 2)], `of ${times.map(Math.round).join(', ')} ms`).toBeLessThan(100)
  await close()
})

/** What people press or read that reaches out of the window, or is cut off sideways where nothing scrolls to it. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const clips = (element: Element): boolean => getComputedStyle(element).overflowX !== 'visible'
    const scrolls = (element: Element): boolean => /auto|scroll/.test(getComputedStyle(element).overflowX)
    const found: string[] = []
    for (const element of document.querySelectorAll('button, input, h1, h2, h3, label, kbd, [role=tab]')) {
      const { left, right, width, height } = element.getBoundingClientRect()
      if (width === 0 || height === 0 || element.closest('.unseen, [role=option], canvas') !== null) continue
      let around = element.parentElement
      while (around !== null && !clips(around)) around = around.parentElement
      const box = (around ?? document.body).getBoundingClientRect()
      const isCut = left < box.left - 1 || right > box.right + 1
      if (isCut && !(around !== null && scrolls(around) && around.scrollWidth > around.clientWidth))
        found.push(`${element.tagName} ${element.textContent.trim()} ${Math.round(left)} to ${Math.round(right)}`)
    }
    return found
  })
}

it('has everything inside the window at twice the size', async () => {
  const { app, page, close } = await launch(dataFolder())
  await go(page, 'train')
  await setField(page, message('train/epochs'), 1)
  await pressTrain(page)
  await testAccuracy(page)
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setContentSize(1440, 900)
    window?.webContents.setZoomFactor(2)
  })
  await waitUntil(() => page.evaluate(() => innerWidth < 800))
  const found: string[] = []
  // Playwright's own clicks miss by the zoom.
  const show = (place: PlaceName) => placeButton(page, place).evaluate(button => (button as HTMLElement).click())
  for (const place of places) {
    await show(place)
    await page.waitForLoadState('networkidle')
    found.push(...(await cutOff(page)).map(text => `${place}: ${text}`))
  }
  await show('design')
  for (const [name, open] of Object.entries(overlays)) {
    if (name === 'projectMenu' || name === 'outline') continue
    await open(page)
    found.push(...(await cutOff(page)).map(text => `${name}: ${text}`))
    await page.keyboard.press('Escape')
    await page.locator('[role=dialog], [role=menu]').waitFor({ state: 'detached' })
  }
  expect(found).toEqual([])
  await close()
})
