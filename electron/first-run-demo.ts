import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import type { HostEvents } from '../core/host/host.ts'
import type { TrainingEvent } from '../core/train/run.ts'
import { createOutput, type Output } from './cli/output.ts'
import { createTrainingText } from './cli/training-text.ts'
import { HostFault, toHostError } from './fault.ts'
import type { HostContext } from './handlers/host-context.ts'

interface DemoOptions extends HostContext {
  readonly folder: string
  /** Hears every event that the window is told. */
  listen(listener: (name: keyof HostEvents, value: unknown) => void): void
}

/** How long the window has until it has opened the first project and begun to train. */
const startMs = 90_000

/**
 * What a person sees on a first start, without a person: opens the first project, presses Train, watches it to the end,
 * exports the model and takes a picture of the window. Returns the exit code.
 */
export async function watchFirstRunDemo(options: DemoOptions): Promise<0 | 1> {
  const output = createOutput(false, process.stdout, process.stderr)
  try {
    await mkdir(options.folder, { recursive: true })
    output.note('Opening the studio with its first project.')
    const run = await trainInWindow(options, output)
    const project = options.projects.current()
    if (!project) throw new HostFault({ code: 'demo/no-project', message: 'No project is open.' })
    const model = join(options.folder, 'lenet-digits.keras')
    const input = { project: project.folder, model: run, format: 'keras', path: model } as const
    const exported = await options.service.start('exportModel', input).result
    const picture = join(options.folder, 'window.png')
    leaveTour(options.window)
    await writeFile(picture, await pictureOf(options.window))
    output.line(`Trained run  ${join(project.folder, 'runs', run)}`)
    output.line(`Model        ${model}`)
    output.line(
      `             differs by ${exported.maxAbsDifference.toExponential(1)} over ${exported.samples} test images`
    )
    output.line(`Window       ${picture}`)
    return 0
  } catch (error) {
    options.log.error('first-run demonstration', error)
    const { message, fix } = toHostError(error)
    output.note(fix === undefined ? message : `${message}\n  ${fix}`)
    output.note(`The log is ${options.log.file}.`)
    return 1
  }
}

/** Presses Train in the window and follows the run. Resolves with the run's id once the test set is evaluated. */
function trainInWindow(options: DemoOptions, output: Output): Promise<string> {
  return new Promise((resolve, reject) => {
    const say = createTrainingText(output)
    const message = 'The window did not begin to train.'
    const late = setTimeout(() => reject(new HostFault({ code: 'demo/late', message })), startMs)
    const hear = (event: TrainingEvent) => {
      clearTimeout(late)
      if (event.event === 'failed')
        reject(new HostFault({ code: 'demo/failed', message: event.message, fix: event.fix }))
      else if (event.event === 'done') resolve(event.run)
      say(event)
    }
    options.listen((name, value) => {
      if (name === 'training') hear(value as TrainingEvent)
    })
    pressTrain(options).catch(reject)
  })
}

async function pressTrain({ window, tell, projects }: DemoOptions): Promise<void> {
  while (!projects.current()) await new Promise(resolve => setTimeout(resolve, 50))
  await drawn(window)
  tell('command', { id: 'go.train' })
  await drawn(window)
  tell('command', { id: 'train.start' })
}

/** The page has had two frames to draw what it was told. */
async function drawn(window: BrowserWindow): Promise<void> {
  const twoFrames =
    'new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 200))))'
  await window.webContents.executeJavaScript(twoFrames)
}

/** The tour of a first start lies over the curves, and Escape leaves it. */
function leaveTour({ webContents }: BrowserWindow): void {
  for (const type of ['keyDown', 'keyUp'] as const) webContents.sendInputEvent({ type, keyCode: 'Escape' })
}

async function pictureOf(window: BrowserWindow): Promise<Buffer> {
  await drawn(window)
  const image = await window.webContents.capturePage()
  return image.toPNG()
}
