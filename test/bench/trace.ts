import { readFileSync, rmSync } from 'node:fs'
import type { ElectronApplication } from 'playwright-core'

/** What one thread did between two marks that the page set. */
export interface Trace {
  /** Names and times of the page's marks, in milliseconds, in their order. */
  readonly marks: readonly { readonly name: string; readonly at: number }[]
  /** Every task of the page's main thread: input, script, style, layout, paint and commit are parts of one. */
  readonly tasks: readonly Task[]
}

interface Task {
  readonly from: number
  readonly to: number
  /** Milliseconds in which the processor worked on it: less than from its beginning to its end where others wait too. */
  readonly cpu: number
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds. */
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
}

/** Chromium's own record of the main thread while something runs. */
export async function traced(app: ElectronApplication, run: () => Promise<unknown>): Promise<Trace> {
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({
      included_categories: ['toplevel', 'blink.user_timing'],
      excluded_categories: ['*']
    })
  )
  let file: string
  try {
    await run()
  } finally {
    file = await app.evaluate(({ contentTracing }) => contentTracing.stopRecording())
  }
  const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as { readonly traceEvents: readonly TraceEvent[] }
  rmSync(file)
  const marks = traceEvents
    .filter(({ ph, name }) => 'IRi'.includes(ph) && name.startsWith(markPrefix))
    .sort((a, b) => a.ts - b.ts)
  const [{ pid, tid } = { pid: NaN, tid: NaN }] = marks
  const tasks = traceEvents
    .filter(event => event.pid === pid && event.tid === tid && event.ph === 'X' && event.name.endsWith('RunTask'))
    .map(({ ts, dur = 0, tdur = dur }) => ({ from: ts / 1000, to: (ts + dur) / 1000, cpu: tdur / 1000 }))
    .sort((a, b) => a.from - b.from)
  return { marks: marks.map(({ name, ts }) => ({ name: name.slice(markPrefix.length), at: ts / 1000 })), tasks }
}

/** Marks of the page that are meant begin so. */
export const markPrefix = 'bench '

/** What the main thread did in a stretch of time. */
export interface Busy {
  /** Milliseconds of its tasks by the clock. */
  readonly milliseconds: number
  /** The same by the processor: what a busy machine does not disturb. */
  readonly cpu: number
}

/** What the main thread did in each stretch between two neighboring marks of a name. */
export function busyBetween({ marks, tasks }: Trace, name: string): readonly Busy[] {
  const times = marks.filter(mark => mark.name === name).map(({ at }) => at)
  return times.slice(0, -1).map((start, index) => {
    const end = times[index + 1] ?? start
    let [milliseconds, cpu] = [0, 0]
    for (const task of tasks) {
      const inside = Math.max(0, Math.min(task.to, end) - Math.max(task.from, start))
      milliseconds += inside
      if (inside > 0) cpu += (task.cpu * inside) / (task.to - task.from)
    }
    return { milliseconds, cpu }
  })
}
