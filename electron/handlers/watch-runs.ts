import { type FSWatcher, watch } from 'node:fs'
import { projectFiles, runFiles } from '../storage/folders.ts'
import { trainedRuns } from '../storage/runs/runs.ts'
import type { HostContext } from './host-context.ts'
import type { OpenFolder } from './open-projects.ts'

/** A training writes its curves every second: they are looked at when a few such have come. */
const settledMs = 1500

/**
 * Tells the window when another program makes, trains or removes runs of the project that it shows, as the command line
 * does. Trainings of this program tell of themselves.
 */
export function watchRuns({ window, projects, queue, tell, log }: HostContext): {
  follow(opened: OpenFolder): void
} {
  const watchers = new Map<string, FSWatcher>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const fail = (error: unknown) => log.error('watching the runs', error)

  function drop(folder: string): void {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }

  function add(folder: string): void {
    if (watchers.has(folder)) return
    try {
      // A folder that goes is no longer watched; the one above it tells of that.
      watchers.set(
        folder,
        watch(folder, { persistent: false }, lookSoon).on('error', () => drop(folder))
      )
    } catch {
      // It is not there yet, or gone again.
    }
  }

  async function watchAll({ folder }: OpenFolder): Promise<void> {
    const { runs } = projectFiles(folder)
    const live = (await trainedRuns(folder)).filter(run => queue.stateOf(run) === undefined)
    const wanted = new Set([runs, ...live.map(run => runFiles(folder, run).folder)])
    for (const watched of watchers.keys()) if (!wanted.has(watched)) drop(watched)
    wanted.forEach(add)
    // Until there are runs, the project's folder tells of their folder.
    if (!watchers.has(runs)) add(folder)
  }

  function lookSoon(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      const opened = projects.current()
      if (opened === undefined) return
      watchAll(opened)
        .then(() => tell('runsChanged', { project: opened.id }))
        .catch(fail)
    }, settledMs)
  }

  function close(): void {
    clearTimeout(timer)
    timer = undefined
    for (const folder of [...watchers.keys()]) drop(folder)
  }

  window.on('closed', close)
  return {
    follow(opened) {
      close()
      void watchAll(opened).catch(fail)
    }
  }
}
