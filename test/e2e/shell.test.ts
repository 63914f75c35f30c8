import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { Change } from '../../core/document/history/change.ts'
import type { Document } from '../../core/document/records.ts'
import { dataFolder, launch, type Studio } from './driver/launch.ts'
import { waitFor, waitUntil } from './driver/wait.ts'
import { answerQuestions, closeWindow, saveTo } from './driver/window.ts'

/** Opens the last project once more, from the page, so that the test has its id and document. */
const reopen = (page: Page) =>
  page.evaluate(async () => {
    const [last] = await window.host.recentProjects()
    const opened = await window.host.openProject({ folder: last!.folder })
    if ('problems' in opened) throw new Error(opened.problems[0]?.message)
    return opened.project
  })

const newestRun = async (page: Page, project: string) =>
  (await page.evaluate(id => window.host.runs({ project: id }), project)).runs[0]!

const firstEpoch = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string>(resolve => {
        const end = window.host.on('training', event => {
          if (event.event !== 'epoch') return
          end()
          resolve(event.run)
        })
      })
  )

const resumeToTheEnd = (page: Page, project: string, run: string) =>
  page.evaluate(
    ([id, resumed]) =>
      new Promise<string>((resolve, reject) => {
        window.host.on('training', event => {
          if (event.event === 'done') resolve(event.state)
          if (event.event === 'failed') reject(new Error(event.message))
        })
        window.host.resumeTraining({ project: id, run: resumed }).catch(reject)
      }),
    [project, run] as const
  )

async function trainOneEpoch(studio: Studio): Promise<string> {
  const epoch = firstEpoch(studio.page)
  await studio.choose('train.start')
  return await epoch
}

it('offers edits and an interrupted training after kill -9, and trains on', async () => {
  const data = dataFolder()
  const first = await launch(data)
  const { id, document, folder } = await reopen(first.page)
  const change: Change = {
    label: 'Rename',
    records: [],
    singles: [{ single: 'name', before: document.name, after: 'Half done' }]
  }
  await first.page.evaluate(([project, edit]) => window.host.journal({ project, changes: [edit] }), [
    id,
    change
  ] as const)
  const run = await trainOneEpoch(first)
  await first.kill()
  expect(readFileSync(join(folder, 'journal.jsonl'), 'utf8')).toContain('Half done')

  const second = await launch(data)
  const opened = await reopen(second.page)
  expect([opened.document.name, opened.recovered?.document.name]).toEqual([document.name, 'Half done'])
  const interrupted = await newestRun(second.page, opened.id)
  expect([interrupted.id, interrupted.state]).toEqual([run, 'interrupted'])
  expect(interrupted.epochs.length).toBeGreaterThan(0)
  expect(await resumeToTheEnd(second.page, opened.id, run)).toBe('done')
  const finished = await newestRun(second.page, opened.id)
  expect([finished.state, finished.epochs.map(({ epoch }) => epoch)]).toEqual(['done', [1, 2, 3, 4, 5, 6, 7, 8]])
  expect(finished.test?.['accuracy']).toBeGreaterThan(0.955)
  await second.close()
})

it('asks before it closes while it trains, then closes at once, and the training can be resumed', async () => {
  const data = dataFolder()
  const first = await launch(data)
  const run = await trainOneEpoch(first)
  const asked = await answerQuestions(first.app, 1, 0)
  await closeWindow(first.app)
  await waitUntil(async () => (await asked()).length === 1)
  expect(await asked()).toMatchObject([
    { message: 'A training is under way.', buttons: ['Stop, save and close', 'Cancel'] }
  ])
  expect(first.page.isClosed()).toBe(false)
  const started = Date.now()
  await closeWindow(first.app)
  await first.ended
  expect(Date.now() - started).toBeLessThan(5000)

  const second = await launch(data)
  const { id } = await reopen(second.page)
  expect(await newestRun(second.page, id)).toMatchObject({ id: run, state: 'interrupted' })
  await second.close()
})

it('asks before it closes with changes that are not saved', async () => {
  const data = dataFolder()
  const target = join(data, 'kept')
  const { app, page } = await launch(data)
  const project = await reopen(page)
  await saveTo(app, target)
  // Cancel, then Don't save.
  const asked = await answerQuestions(app, 2, 1)
  // The type of a document is too deep for Playwright's own types; its text is not.
  const given = [project.id, JSON.stringify(project.document)] as const
  const saved = await page.evaluate(
    ([id, text]) => window.host.saveProjectAs({ project: id, document: JSON.parse(text) as Document }),
    given
  )
  expect([saved?.folder, saved?.isTemporary, existsSync(join(target, 'project.json'))]).toEqual([target, false, true])
  await page.evaluate(id => window.host.setUnsaved({ project: id, isUnsaved: true }), saved!.id)

  await closeWindow(app)
  await waitUntil(async () => (await asked()).length === 1)
  expect(page.isClosed()).toBe(false)
  const closed = page.waitForEvent('close')
  await closeWindow(app)
  await closed
})

it('gives the page neither Node nor the network, and no other page', async () => {
  const { page, app, close } = await launch(dataFolder())
  const found = await page.evaluate(async () => ({
    node: ['require', 'process', 'Buffer', 'module'].filter(name => name in window),
    fetched: await fetch('https://example.com').then(
      () => 'fetched',
      () => 'refused'
    ),
    opened: window.open('https://example.com'),
    isInlineRun: (() => {
      const script = Object.assign(document.createElement('script'), { textContent: 'window.ran = true' })
      document.head.append(script)
      return 'ran' in window
    })(),
    remote: await new Promise(resolve => {
      const script = Object.assign(document.createElement('script'), { src: 'https://example.com/script.js' })
      script.onload = () => resolve('loaded')
      script.onerror = () => resolve('refused')
      document.head.append(script)
    }),
    badArguments: await window.host.stopTraining({ run: 7 as unknown as string }).then(
      () => 'taken',
      (error: { code: string }) => error.code
    ),
    notifications: await Notification.requestPermission(),
    malformed: await fetch('app://studio/%').then(({ status }) => status),
    // Opening a window has used up the press that Playwright makes of each evaluation.
    clipboard: await Promise.all(
      [navigator.clipboard.writeText('written unasked'), navigator.clipboard.readText()].map(each =>
        each.then(
          () => 'granted',
          () => 'denied'
        )
      )
    )
  }))
  expect(found).toEqual({
    node: [],
    fetched: 'refused',
    opened: null,
    isInlineRun: false,
    remote: 'refused',
    badArguments: 'host/arguments',
    notifications: 'denied',
    malformed: 404,
    clipboard: ['denied', 'denied']
  })
  await page.evaluate(() => location.assign('https://example.com'))
  expect(page.url()).toBe('app://studio/index.html')
  await page.evaluate(() => {
    Object.assign(window, { isLeft: true })
    location.assign('about:blank')
  })
  // While it goes, there is no page to ask.
  await waitFor(async () =>
    expect(await page.evaluate(() => ['host' in window, 'isLeft' in window])).toEqual([true, false])
  )
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  await close()
})

it('reads only what was dropped or chosen, and opens only folders that it knows', async () => {
  const data = dataFolder()
  const { page, close } = await launch(data)
  const { id } = await reopen(page)
  const errorOf = (paths: readonly string[]) =>
    page.evaluate(
      ([project, files]) =>
        window.host.importDropped({ project, paths: files }).then(
          () => 'imported',
          (error: { code: string }) => error.code
        ),
      [id, paths] as const
    )
  const file = resolve('package.json')
  const forged = await page.evaluate(path => {
    const named = Object.defineProperty(new File(['text'], 'package.json'), 'path', { value: path })
    Object.defineProperty(File.prototype, 'path', { get: () => path })
    const plain = { path, name: 'package.json' } as unknown as File
    const dressed = Object.setPrototypeOf({ path }, File.prototype) as File
    const pathOf = (each: File): string => {
      try {
        return window.host.pathsOf([each]).join()
      } catch {
        return 'refused'
      }
    }
    return [plain, dressed, named, new File(['text'], path)].map(pathOf)
  }, file)
  expect(forged).not.toContain(file)
  expect(await errorOf([file])).toBe('host/path')
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', id: 'given' })
    document.body.append(input)
  })
  await page.setInputFiles('#given', file)
  const given = await page.evaluate(() => [
    ...window.host.pathsOf([...document.querySelector<HTMLInputElement>('#given')!.files!])
  ])
  expect(given).toEqual([file])
  expect(await errorOf([file])).toBe('dataset/not-understood')

  mkdirSync(join(data, 'other'))
  const opened = await page.evaluate(
    folder => window.host.openProject({ folder }).catch((error: { code: string }) => error.code),
    join(data, 'other')
  )
  expect(opened).toBe('host/path')
  expect(readdirSync(join(data, 'other'))).toEqual([])
  await close()
})

it('opens and draws without native TensorFlow, and says how to mend that', async () => {
  const data = dataFolder()
  const bare = join(data, 'tree')
  for (const name of ['package.json', 'out', 'assets']) cpSync(name, join(bare, name), { recursive: true })
  const { page, close } = await launch(data, { root: bare })
  const { id, document } = await reopen(page)
  const engine = await page.evaluate(async () => (await window.host.about()).engine)
  expect(engine).toMatchObject({ code: 'engine/missing', fix: expect.stringContaining('npm run setup') })
  await page.getByText('416,520').waitFor()
  const refused = await page.evaluate(
    ([project, text]) =>
      window.host
        .startTraining({ project, document: JSON.parse(text) as Document })
        .catch((error: { code: string }) => error.code),
    [id, JSON.stringify(document)] as const
  )
  expect(refused).toBe('engine/missing')
  await close()
})
