import { type FSWatcher, watch } from 'node:fs'
import type { HostContext } from './host-context.ts'
import { wasCalled } from '../storage/projects/project-lock.ts'
import { isChangedOnDisk } from '../storage/projects/projects.ts'
import type { OpenFolder } from './open-projects.ts'

/** Writes come in several steps; looked at once they have settled. */
const settledMs = 150

/**
 * Looks after the folder of the project that is edited: tells the window when another program has changed the file, and
 * brings it to the front when another one asks for that. Looked at on each change that the system tells of, and
 * whenever the window gets the focus, as some file systems tell nothing.
 */
export function watchProject({ window, projects, tell, log }: HostContext): { follow(opened: OpenFolder): void } {
  let watcher: FSWatcher | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The file as it was told of last, so that it is told once. */
  let told: string | undefined

  async function look(): Promise<void> {
    const opened = projects.current()
    if (!opened?.edited) return
    const { id, folder, edited } = opened
    if (await wasCalled(folder)) showWindow(window)
    const key = `${id} ${edited.saved.stamp}`
    const isChanged = await isChangedOnDisk(folder, edited.saved)
    if (!isChanged) told = undefined
    else if (told !== key && opened.edited === edited) {
      told = key
      tell('changedOnDisk', { project: id })
    }
  }

  function lookSoon(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void look().catch((error: unknown) => log.error('watching the project', error)), settledMs)
  }

  window.on('focus', lookSoon)
  window.on('closed', () => {
    clearTimeout(timer)
    watcher?.close()
  })

  return {
    follow({ folder }) {
      watcher?.close()
      watcher = undefined
      told = undefined
      try {
        watcher = watch(folder, { persistent: false }, lookSoon)
        watcher.on('error', error => log.error('watching the project', error))
      } catch (error) {
        log.error('watching the project', error)
      }
    }
  }
}

export function showWindow(window: HostContext['window']): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
