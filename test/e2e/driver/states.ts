import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { message } from '../../../renderer/messages/message.ts'
import { savedDocument } from './drawing.ts'
import type { Studio } from './launch.ts'
import { waitFor, waitUntil } from './wait.ts'
import { go, openFrom, places, pressTrain, setField, testAccuracy } from './window.ts'

/** Something that a person comes to see in the window, how they come to it and how they leave it. */
interface WindowState {
  readonly name: string
  open(studio: Studio): Promise<unknown>
  /** Escape, where nothing else is said. */
  leave?(studio: Studio): Promise<unknown>
}

const canvas = (page: Page) => page.locator('[data-canvas]')

/** Keys for the canvas. */
async function press({ page }: Studio, ...keys: readonly string[]): Promise<void> {
  await canvas(page).focus()
  for (const key of keys) await page.keyboard.press(key)
}

/** Selects the layer that the screen reader's list has at a place, from 1. */
function selectNth(studio: Studio, nth: number): Promise<void> {
  return press(studio, 'Escape', ...Array.from({ length: nth }, () => 'Tab'))
}

async function escape({ page }: Studio): Promise<void> {
  await page.keyboard.press('Escape')
  await page.locator('[role=dialog], [role=menu]').waitFor({ state: 'detached' })
}

/** Opens a project's folder through the dialog of the system. */
async function openFolder({ app, page, choose }: Studio, folder: string): Promise<void> {
  await openFrom(app, folder)
  await choose('file.open')
  const discard = page.getByRole('button', { name: message('project/unsavedConfirm') })
  const isOpen = () => page.evaluate(async path => (await window.host.recentProjects())[0]?.folder === path, folder)
  await waitUntil(async () => {
    if (await discard.isVisible()) await discard.click()
    return isOpen()
  })
}

const currentFolder = (page: Page) => page.evaluate(async () => (await window.host.recentProjects())[0]!.folder)

const tourSteps = ['canvas', 'inspector', 'train', 'explore', 'export'] as const

const tour: readonly WindowState[] = tourSteps.map((step, index) => ({
  name: `tour-${step}`,
  async open({ page, choose }) {
    if (index === 0) await choose('help.tour')
    else await page.keyboard.press('ArrowRight')
    await page.getByRole('heading', { name: message(`tour/${step}`) }).waitFor()
  },
  leave: studio => (index === tourSteps.length - 1 ? escape(studio) : Promise.resolve())
}))

const stay = (): Promise<void> => Promise.resolve()

function positionsNow(when: string): readonly WindowState[] {
  return places.map(place => ({
    name: `${place}-${when}`,
    async open({ page }) {
      await go(page, place)
      await page.mouse.move(700, 850)
    },
    leave: stay
  }))
}

/** What floats over the Design place; Escape closes each. */
const overlays: readonly WindowState[] = [
  { name: 'commands', open: ({ page }) => page.keyboard.press('Control+k') },
  { name: 'layers', open: ({ page }) => page.keyboard.press('Control+f') },
  {
    name: 'connect',
    async open(studio) {
      await selectNth(studio, 2)
      await press(studio, 'c')
      await studio.page.getByRole('dialog').waitFor()
    }
  },
  { name: 'shortcuts', open: ({ page }) => page.keyboard.press('Control+/') },
  {
    name: 'about',
    async open({ page, choose }) {
      await choose('help.about')
      await page.getByText(message('about/licenseName')).waitFor()
    }
  },
  { name: 'templates', open: ({ page }) => page.keyboard.press('Control+n') },
  {
    name: 'figure',
    async open({ page }) {
      await page.keyboard.press('Control+Shift+e')
      await page.getByRole('dialog').waitFor()
    }
  },
  {
    name: 'context-menu',
    async open(studio) {
      await selectNth(studio, 2)
      await press(studio, 'Shift+F10')
      await studio.page.getByRole('menu').waitFor()
    }
  },
  {
    name: 'add-menu',
    async open(studio) {
      await press(studio, 'Escape', 'a')
      await studio.page.getByRole('dialog').waitFor()
    }
  },
  {
    name: 'offers',
    async open(studio) {
      await selectNth(studio, 2)
      await press(studio, 'r')
      await studio.page.getByRole('dialog').waitFor()
    }
  }
]

const projectMenu: WindowState = { name: 'project-menu', open: ({ page }) => page.locator('.project-menu').click() }

/** The canvas and what is beside it, with more and more selected, and what is shown on it. */
const designing: readonly WindowState[] = [
  {
    name: 'outline',
    open: ({ page }) => page.getByRole('tab', { name: message('sidebar/outline') }).click(),
    leave: ({ page }) => page.getByRole('tab', { name: message('sidebar/palette') }).click()
  },
  { name: 'one-selected', open: studio => selectNth(studio, 2) },
  {
    name: 'many-selected',
    async open(studio) {
      await selectNth(studio, 2)
      await press(studio, 'Shift+ArrowDown', 'Shift+ArrowDown')
    }
  },
  { name: 'heat', open: studio => press(studio, 'Escape', 'h'), leave: studio => press(studio, 'h') },
  {
    name: 'paths',
    async open(studio) {
      await selectNth(studio, 3)
      await press(studio, 'p')
    },
    leave: studio => press(studio, 'p', 'Escape')
  },
  {
    name: 'note-editor',
    async open(studio) {
      await press(studio, 'Escape', 'n')
      await studio.page.keyboard.type('Images of 28×28 are padded to 32×32, as in the paper.')
    }
  },
  { name: 'note-selected', open: stay },
  {
    name: 'frame',
    async open(studio) {
      await selectNth(studio, 4)
      await press(studio, 'Shift+ArrowDown', 'Shift+n')
    },
    leave: studio => press(studio, 'Escape', 'Control+z', 'Escape')
  },
  {
    name: 'block',
    async open(studio) {
      await selectNth(studio, 3)
      await press(studio, 'Shift+ArrowDown', 'Control+g', 'Control+r')
    },
    leave: stay
  },
  { name: 'block-usages', open: studio => press(studio, 'Control+d', 'Control+u'), leave: stay },
  {
    name: 'block-inside',
    async open(studio) {
      const { page } = studio
      await press(studio, 'Control+z', 'Control+a', 'Escape')
      await selectNth(studio, 3)
      await press(studio, 'Enter', 'Tab', 'Tab', 'Tab')
      await page.getByRole('button', { name: message('expression/menu', { name: 'Filters' }) }).click()
      await page.getByRole('menuitem', { name: message('expression/promote') }).click()
    },
    leave: stay
  },
  {
    name: 'block-parameters',
    async open(studio) {
      await press(studio, 'Escape')
      await studio.page.getByRole('heading', { name: message('block/parameters'), exact: true }).waitFor()
    },
    leave: stay
  },
  {
    name: 'unfolded',
    open: studio => press(studio, 'Escape', 'u'),
    leave: studio => press(studio, 'Shift+u', 'Escape')
  },
  {
    name: 'comparison',
    async open(studio) {
      await press(studio, 'Control+Shift+m')
      await studio.page.locator('[data-compare]').waitFor()
    },
    leave: ({ page }) => page.getByRole('button', { name: message('compare/close') }).click()
  },
  {
    name: 'problems',
    async open(studio) {
      const { page } = studio
      await selectNth(studio, 1)
      await press(studio, 'Delete')
      const errors = page.locator('footer button.error')
      await errors.click()
      await page.getByRole('region', { name: message('problems/title') }).waitFor()
    },
    leave: stay
  },
  {
    name: 'question',
    async open(studio) {
      await openFrom(studio.app, '/')
      await studio.choose('file.open')
      await studio.page.getByRole('dialog').waitFor()
    },
    async leave(studio) {
      await escape(studio)
      await press(studio, 'Control+z')
      await studio.page.locator('footer button.good').waitFor()
    }
  },
  {
    name: 'toast',
    async open(studio) {
      await studio.app.evaluate(({ clipboard }) => clipboard.writeText('pool'))
      await press(studio, 'Control+v')
      await studio.page.getByRole('button', { name: message('toast/dismiss') }).waitFor()
    },
    leave: ({ page }) => page.getByRole('button', { name: message('toast/dismiss') }).click()
  }
]

/** Needs a trained network, and an edit since the last save. */
const trained: readonly WindowState[] = [
  {
    name: 'outputs',
    async open(studio) {
      const { page } = studio
      await go(page, 'design')
      await selectNth(studio, 2)
      await press(studio, 'Shift+o')
      await page.getByText(message('outputs/sample', { position: 1, total: 1000 })).waitFor()
    },
    leave: studio => press(studio, 'Shift+o', 'Escape')
  },
  {
    name: 'seen-dialog',
    async open({ page }) {
      await go(page, 'explore')
      const tiles = page.getByRole('list', { name: message('explore/testSet') }).getByRole('button')
      await tiles.first().click({ timeout: 30_000 })
      await page.getByRole('button', { name: message('explore/seenNumbers') }).click()
      await page.getByRole('dialog').waitFor()
    },
    async leave(studio) {
      await escape(studio)
      await go(studio.page, 'design')
    }
  },
  {
    name: 'explained',
    async open({ page }) {
      await go(page, 'explore')
      await page.getByRole('radio', { name: message('explain/title'), exact: true }).click()
      await page.getByRole('list', { name: message('explain/top') }).waitFor()
    },
    async leave({ page }) {
      // The image of an explanation can come from the test set too.
      const shown = page.getByRole('radiogroup', { name: message('explain/views') })
      await shown.getByRole('radio', { name: message('explore/testSet'), exact: true }).click()
      await go(page, 'design')
    }
  }
]

const banners: readonly WindowState[] = [
  {
    name: 'banner-changed',
    async open(studio) {
      const { page } = studio
      await go(page, 'design')
      await savedDocument(page)
      const file = join(await currentFolder(page), 'project.json')
      const { name, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
      writeFileSync(file, JSON.stringify({ name: `${String(name)} 2`, ...rest }))
      await page.getByRole('alert').getByText(message('safety/changedTitle')).waitFor()
    },
    async leave({ page }) {
      await page.getByRole('button', { name: message('safety/changedLoad') }).click()
      await page.getByRole('alert').waitFor({ state: 'detached' })
    }
  },
  {
    name: 'banner-recovered',
    async open(studio) {
      const { page } = studio
      const folder = await currentFolder(page)
      const copy = `${folder} copy`
      await savedDocument(page)
      await selectNth(studio, 3)
      await press(studio, 'Delete')
      mkdirSync(copy)
      // The folder as it would be found had the program ended now.
      await waitFor(() => copyFileSync(join(folder, 'journal.jsonl'), join(copy, 'journal.jsonl')))
      copyFileSync(join(folder, 'project.json'), join(copy, 'project.json'))
      await openFolder(studio, copy)
      await page.getByRole('alert').getByText(message('project/recoveredTitle')).waitFor()
    },
    async leave({ page }) {
      await page.getByRole('button', { name: message('project/recoveredDecline') }).click()
      await page.getByRole('alert').waitFor({ state: 'detached' })
    }
  },
  {
    name: 'banner-newer',
    async open(studio) {
      const { page } = studio
      const folder = await currentFolder(page)
      const newer = `${folder} newer`
      const file = JSON.parse(readFileSync(join(folder, 'project.json'), 'utf8')) as Record<string, unknown>
      mkdirSync(newer)
      writeFileSync(join(newer, 'project.json'), JSON.stringify({ ...file, formatVersion: 99, moods: {} }))
      await openFolder(studio, newer)
      await page.getByRole('alert').getByText(message('safety/newerTitle')).waitFor()
      await selectNth(studio, 2)
    },
    leave: stay
  }
]

async function train({ page }: Studio): Promise<void> {
  await go(page, 'train')
  await setField(page, message('train/epochs'), 1)
  await pressTrain(page)
  await testAccuracy(page)
}

/** Every state in the order in which one start of the program comes through them all. */
const windowStates: readonly WindowState[] = [
  ...tour,
  ...positionsNow('untrained'),
  { name: 'back', open: ({ page }) => go(page, 'design'), leave: stay },
  projectMenu,
  ...overlays,
  ...designing,
  { name: 'trained', open: train, leave: stay },
  ...positionsNow('trained'),
  ...trained,
  ...banners
]

/** Shows each state in turn to `look`, and leaves it as a person would. */
export async function walkStates(studio: Studio, look: (name: string) => Promise<void>): Promise<void> {
  for (const { name, open, leave = escape } of windowStates) {
    try {
      await open(studio)
      await look(name)
      await leave(studio)
    } catch (cause) {
      throw new Error(`The window does not come to "${name}".`, { cause })
    }
  }
}
