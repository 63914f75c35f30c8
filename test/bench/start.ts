import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { BenchOptions } from './bench.ts'
import { withFolder } from './bench-folder.ts'
import { openDisplay } from './display.ts'
import { type Measurement, measurementOf } from './measurement.ts'

const rounds = 5
const longestMs = 60_000

/** From `npm start` to a window with the drawing in it, where everything is set up and bundled. */
export async function* benchStart(_: BenchOptions): AsyncGenerator<Measurement> {
  const display = await openDisplay()
  try {
    yield* withFolder(async function* (folder) {
      const data = join(folder, 'data')
      // The first start makes the project.
      await startOnce(data, display.name)
      const times: number[] = []
      for (let round = 0; round < rounds; round++) times.push(await startOnce(data, display.name))
      yield measurementOf({ bench: 'start', case: 'second start', metric: 'ms to a usable window', goal: 5000 }, times)
    })
  } finally {
    display.close()
  }
}

async function startOnce(data: string, display: string | undefined): Promise<number> {
  const started = performance.now()
  const words = ['start', '--silent', '--', `--user-data-dir=${data}`, '--remote-debugging-port=0']
  const child = spawn('npm', words, {
    // A group of its own, so that all of it can be ended.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...(display !== undefined && { DISPLAY: display }) }
  })
  try {
    const { host } = new URL(await debuggerOf(child))
    await showsProject(`http://${host}/json/list`)
    return performance.now() - started
  } finally {
    await endAll(child)
  }
}

/** The address that Chromium writes to its standard error. */
function debuggerOf({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    stderr?.on('data', data => {
      text += String(data)
      const address = /DevTools listening on (\S+)/.exec(text)?.[1]
      if (address !== undefined) resolve(address)
    })
    stderr?.on('end', () => reject(new Error(`npm start ended without a window:\n${text}`)))
  })
}

/** The window takes its project's name as its title in the same step in which it draws the project. */
async function showsProject(address: string): Promise<void> {
  const end = performance.now() + longestMs
  while (performance.now() < end) {
    const response = await fetch(address)
    const targets = (await response.json()) as readonly { readonly type: string; readonly title: string }[]
    if (targets.some(({ type, title }) => type === 'page' && title.endsWith(' – Receptive'))) return
    await setTimeout(10)
  }
  throw new Error(`The window showed no project within ${longestMs / 1000} s.`)
}

async function endAll(child: ChildProcess): Promise<void> {
  const ended = new Promise(end => child.once('close', end))
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  await ended
  // The project's lock and Chromium's own are let go with the last process.
  await setTimeout(300)
}
