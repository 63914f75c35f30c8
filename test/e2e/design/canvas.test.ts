import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { message } from '../../../renderer/messages/message.ts'
import { drag, findPositions } from '../driver/drawing.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import { go } from '../driver/window.ts'

/** The pixels of the picture's tiles by their places, once nothing more is painted. */
async function tiles(page: Page): Promise<Readonly<Record<string, string>>> {
  return await page.evaluate(async () => {
    const read = (): Record<string, string> => {
      const canvases = [...document.querySelectorAll<HTMLCanvasElement>('.picture > div:first-child canvas')]
      return Object.fromEntries(
        canvases.map(canvas => [`${canvas.style.left} ${canvas.style.top}`, canvas.toDataURL()])
      )
    }
    const frames = (count: number): Promise<void> =>
      new Promise(resolve => {
        const next = (left: number): unknown => (left === 0 ? resolve() : requestAnimationFrame(() => next(left - 1)))
        next(count)
      })
    let last = ''
    for (;;) {
      await frames(15)
      const now = read()
      if (JSON.stringify(now) === last) return now
      last = JSON.stringify(now)
    }
  })
}

/**
 * How far two pictures of the same tiles are apart: the most, in levels of 255 of one color of one pixel, and how many
 * of those differ by more than a rounding.
 */
async function difference(
  page: Page,
  pictures: readonly Readonly<Record<string, string>>[]
): Promise<{ readonly most: number; readonly count: number }> {
  expect(pictures.map(each => Object.keys(each).sort())).toEqual(pictures.map(() => Object.keys(pictures[0]!).sort()))
  return await page.evaluate(async ([one, other]) => {
    const pixelsOf = async (source: string): Promise<Uint8ClampedArray> => {
      const image = Object.assign(new Image(), { src: source })
      await image.decode()
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
      const context = canvas.getContext('2d')!
      context.drawImage(image, 0, 0)
      return context.getImageData(0, 0, image.width, image.height).data
    }
    let [most, count] = [0, 0]
    for (const [position, source] of Object.entries(one!)) {
      const [before, after] = await Promise.all([pixelsOf(source), pixelsOf(other![position]!)])
      for (const [at, level] of before.entries()) {
        const apart = Math.abs(level - after[at]!)
        most = Math.max(most, apart)
        if (apart > 2) count += 1
      }
    }
    return { most, count }
  }, pictures)
}

/**
 * A curve that leaves a changed part is rounded another way where it is cut off: in a few pixels at its rim, by less than
 * an eye sees. What was left out or stayed would be hundreds, by more.
 */
async function expectAlike(page: Page, pictures: readonly Readonly<Record<string, string>>[]): Promise<void> {
  const { most, count } = await difference(page, pictures)
  expect(most).toBeLessThan(40)
  expect(count).toBeLessThan(200)
}

/** Lets the canvas paint everything anew, as after a change of the theme. */
async function paintAnew(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { dataset } = document.documentElement
    dataset['theme'] = String(dataset['theme'])
  })
}

it('paints after an edit, in parts, what it paints at once', async () => {
  const { page } = await launch(dataFolder())
  const positions = await findPositions(page)
  const start = await tiles(page)
  const [x, y] = positions.node('c3')
  await drag(page, [x, y], [x + 120, y + 60])
  await page.mouse.move(4, 4)
  const moved = await tiles(page)
  expect(moved).not.toEqual(start)
  await paintAnew(page)
  await expectAlike(page, [moved, await tiles(page)])
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Escape')
  await expectAlike(page, [start, await tiles(page)])
})

/** Another typeface under the name of the window's own, as when that arrives after the first picture. */
async function letFontArrive(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const faces = [...document.styleSheets].flatMap(sheet =>
      [...sheet.cssRules].flatMap(rule => (rule instanceof CSSFontFaceRule ? [{ rule, base: sheet.href }] : []))
    )
    const { rule, base } = faces.find(({ rule }) => rule.style.fontFamily.includes('JetBrains'))!
    const [, file] = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue('src'))!
    const family = getComputedStyle(document.documentElement).getPropertyValue('--font').split(',')[0]!
    const name = family.trim().replace(/^['"]|['"]$/g, '')
    const face = new FontFace(name, `url(${new URL(file!, base!).href})`, { weight: '100 900' })
    document.fonts.add(face)
    await face.load()
  })
}

it('measures and paints its texts anew when their font arrives late', async () => {
  const { page } = await launch(dataFolder())
  await page.getByRole('button', { name: message('tools/fit') }).click()
  const before = await tiles(page)
  await letFontArrive(page)
  await expect.poll(() => tiles(page)).not.toEqual(before)
  const after = await tiles(page)
  await go(page, 'train')
  await go(page, 'design')
  expect(await tiles(page)).toEqual(after)
})
