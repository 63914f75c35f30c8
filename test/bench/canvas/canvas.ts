import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { type RunningElectron, startElectron } from '../../e2e/driver/electron.ts'
import type { BenchOptions } from '../bench.ts'
import { withFolder } from '../bench-folder.ts'
import { distances, gestures, perform, settle, show } from './canvas-gestures.ts'
import { growth } from './canvas-memory.ts'
import { chooseFrom, openProject } from './canvas-open.ts'
import { type CanvasProject, deepProject, largeProject, smallProject } from './canvas-projects.ts'
import { undoTimes } from './canvas-undo.ts'
import { openDisplay } from '../display.ts'
import { type Measurement, measurementOf, quantile } from '../measurement.ts'
import { type Busy, busyBetween, traced } from '../trace.ts'

const rounds = 2

/** What is to be reached by the 95th percentile: milliseconds of the main thread, and frames over the small graph's. */
interface Goals {
  readonly mainGoal?: number
  readonly frameGoal?: number
}

/** The median and the 95th percentile of each round. */
interface Quantiles {
  readonly median: readonly number[]
  readonly p95: readonly number[]
}

interface Measured {
  readonly main: Quantiles
  /** The time of the processor alone. */
  readonly cpu: Quantiles
  readonly frames: Quantiles
}

const none: Quantiles = { median: [], p95: [] }
const nothing: Measured = { main: none, cpu: none, frames: none }

/** What a frame of the canvas costs in the real window, and what opening, taking back and coming back cost. */
export async function* benchCanvas({ cases }: BenchOptions): AsyncGenerator<Measurement> {
  const isMeant = (name: string): boolean => cases.length === 0 || cases.includes(name)
  const display = await openDisplay()
  try {
    yield* withFolder(async function* (folder) {
      const small = smallProject(join(folder, 'small'))
      const deep = deepProject(join(folder, 'deep'))
      const large = largeProject(join(folder, 'large'))
      const electron = await startElectron({
        data: join(folder, 'data'),
        words: [small.folder],
        ...(display.name !== undefined && { display: display.name })
      })
      try {
        await electron.page.getByRole('option').first().waitFor({ state: 'attached' })
        if (isMeant('frames')) {
          yield* frames(electron, [
            { project: small },
            { project: deep, mainGoal: 8, frameGoal: 1.5 },
            { project: large, mainGoal: 12, frameGoal: 2 }
          ])
        }
        if (isMeant('open')) yield await opening(electron, small, deep)
        if (isMeant('undo')) yield* undoTimes(electron, deep)
        if (isMeant('memory')) yield* growth(electron, [small.folder, join(folder, 'small again')])
      } finally {
        electron.app.process().kill('SIGKILL')
        await electron.ended
      }
    })
  } finally {
    display.close()
  }
}

async function* frames(
  { app, page }: RunningElectron,
  graphs: readonly (Goals & { readonly project: CanvasProject })[]
): AsyncGenerator<Measurement> {
  const all = graphs.map(graph => ({ ...graph, measured: new Map<string, Measured>() }))
  for (let round = 0; round <= rounds; round++) {
    for (const { project, measured } of all) {
      await chooseFrom(app, [project.folder])
      await openProject(page, project.name)
      const times = await measure(app, page)
      // The first round warms up.
      if (round > 0) for (const [name, each] of times) note(measured, name, each)
    }
  }
  for (const name of all[0]?.measured.keys() ?? []) yield* framesOf(name, all)
}

interface FrameTimes {
  readonly busy: readonly Busy[]
  readonly frames: readonly number[]
}

/** Every gesture near and far out, by name: `pan near`. */
async function measure(app: ElectronApplication, page: Page): Promise<ReadonlyMap<string, FrameTimes>> {
  const intervals = new Map<string, readonly number[]>()
  const trace = await traced(app, async () => {
    for (const distance of distances) {
      await show(page, distance)
      for (const gesture of gestures) {
        await settle(page)
        const name = `${gesture} ${distance}`
        intervals.set(name, await perform(page, gesture, name))
      }
    }
  })
  return new Map([...intervals].map(([name, frames]) => [name, { busy: busyBetween(trace, name), frames }]))
}

function* framesOf(
  name: string,
  all: readonly (Goals & { readonly project: CanvasProject; readonly measured: ReadonlyMap<string, Measured> })[]
): Generator<Measurement> {
  const [small] = all
  for (const { project, measured, mainGoal, frameGoal } of all) {
    const { main, cpu, frames } = measured.get(name) ?? nothing
    const about = { bench: 'canvas', case: `${caseOf(project)}, ${name}` }
    yield measurementOf({ ...about, metric: 'main thread ms a frame, median' }, main.median)
    yield measurementOf({ ...about, metric: 'main thread ms a frame, p95', ...goalOf(mainGoal) }, main.p95)
    yield measurementOf(
      { ...about, metric: 'main thread ms a frame, p95, of the processor', ...goalOf(mainGoal) },
      cpu.p95
    )
    yield measurementOf({ ...about, metric: 'ms from frame to frame, median' }, frames.median)
    const peer = project === small?.project ? undefined : small?.measured.get(name)?.frames.p95
    const peers = peer === undefined ? {} : { [small?.project.name ?? '']: peer }
    yield measurementOf({ ...about, metric: 'ms from frame to frame, p95', ...goalOf(frameGoal) }, frames.p95, peers)
  }
}

/** From the choice of its folder to the frame that shows it. */
async function opening(
  { app, page }: RunningElectron,
  small: CanvasProject,
  deep: CanvasProject
): Promise<Measurement> {
  const times: number[] = []
  for (let round = 0; round <= 5; round++) {
    await chooseFrom(app, [small.folder])
    await openProject(page, small.name)
    await chooseFrom(app, [deep.folder])
    const milliseconds = await openProject(page, deep.name)
    if (round > 0) times.push(milliseconds)
  }
  return measurementOf(
    { bench: 'canvas', case: caseOf(deep), metric: 'ms from disk to a drawn canvas', goal: 1000 },
    times
  )
}

function caseOf({ name, nodeCount, edgeCount }: CanvasProject): string {
  return `${name} (${nodeCount} nodes, ${edgeCount} edges)`
}

function goalOf(goal: number | undefined): { readonly goal?: number } {
  return goal === undefined ? {} : { goal }
}

function note(measured: Map<string, Measured>, name: string, { busy, frames }: FrameTimes): void {
  const known = measured.get(name) ?? nothing
  const times = busy.map(({ milliseconds }) => milliseconds)
  const cpu = busy.map(each => each.cpu)
  measured.set(name, {
    main: withTimes(known.main, times),
    cpu: withTimes(known.cpu, cpu),
    frames: withTimes(known.frames, frames)
  })
}

function withTimes({ median, p95 }: Quantiles, times: readonly number[]): Quantiles {
  return { median: [...median, quantile(times, 0.5)], p95: [...p95, quantile(times, 0.95)] }
}
