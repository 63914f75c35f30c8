import type { ElectronApplication, Page } from 'playwright-core'

/** Answers every dialog that asks what to open with one of the folders after the other, round and round. */
export async function chooseFrom(app: ElectronApplication, folders: readonly string[]): Promise<void> {
  await app.evaluate(
    ({ dialog }, paths) => {
      let asked = 0
      dialog.showOpenDialog = () => {
        const path = paths[asked % paths.length] ?? ''
        asked += 1
        return Promise.resolve({ canceled: false, filePaths: [path], bookmarks: [] })
      }
    },
    [...folders]
  )
}

/** Opens the project that the dialog answers with; milliseconds until the frame after the one that draws it. */
export async function openProject(page: Page, name: string): Promise<number> {
  return await page.evaluate(
    wanted =>
      new Promise<number>(resolve => {
        const started = performance.now()
        const look = (): void => {
          const isThere = document.title.startsWith(`${wanted} –`) && document.querySelector('main.opening') === null
          if (isThere && document.querySelector('[data-canvas] canvas, .picture canvas') !== null) {
            requestAnimationFrame(() => resolve(performance.now() - started))
          } else requestAnimationFrame(look)
        }
        dispatchEvent(new KeyboardEvent('keydown', { key: 'o', code: 'KeyO', ctrlKey: true, bubbles: true }))
        requestAnimationFrame(look)
      }),
    name
  )
}
