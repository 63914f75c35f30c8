import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { message } from '../../renderer/messages/message.ts'
import { dataFolder, launch } from './driver/launch.ts'
import { walkStates } from './driver/states.ts'
import { pictureFolder, placeButton, places, pressTrain, takePicture } from './driver/window.ts'
import { waitUntil } from './driver/wait.ts'

/** What keeps people with a screen reader, weak eyes or no mouse out, as axe finds it. */
async function barriers(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await (rules === undefined ? axe : axe.withRules([...rules])).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`)
    )
}

it('keeps nobody out of any state of the window, in light and in dark', { timeout: 600_000 }, async () => {
  const studio = await launch(dataFolder())
  const { page, close } = studio
  const found: string[] = []
  await walkStates(studio, async name => {
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme })
      await page.locator(`[data-theme=${theme}]`).waitFor()
      await takePicture(page, `${name}-${theme}`)
      // Only colors depend on the theme.
      const rules = theme === 'dark' ? ['color-contrast'] : undefined
      found.push(...(await barriers(page, rules)).map(text => `${name}, ${theme}: ${text}`))
    }
  })
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
      const isShortened =
        clips(element) && getComputedStyle(element).textOverflow === 'clip' && element.matches('button, h1, h2, h3')
      if (isShortened && element.scrollWidth > element.clientWidth + 1)
        found.push(`${element.tagName} ${element.textContent.trim()} has no room for its text`)
      if (isCut && !(around !== null && scrolls(around) && around.scrollWidth > around.clientWidth))
        found.push(`${element.tagName} ${element.textContent.trim()} ${Math.round(left)} to ${Math.round(right)}`)
    }
    return found
  })
}

it('has everything inside the window at twice the size', async () => {
  const studio = await launch(dataFolder())
  const { app, page, close } = studio
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setContentSize(1440, 900)
    window?.webContents.setZoomFactor(2)
  })
  await waitUntil(() => page.evaluate(() => innerWidth < 800))
  const found: string[] = []
  await walkStates(studio, async name => {
    found.push(...(await cutOff(page)).map(text => `${name}: ${text}`))
  })
  expect(found).toEqual([])
  await close()
})
