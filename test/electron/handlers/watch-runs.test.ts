import { expect, it, onTestFinished, vi } from 'vitest'
import { createDocument, emptyDrawing } from '../../../core/document/create-document.ts'
import { imageAndLabel } from '../../../core/data/fields/catalogue.ts'
import type { HostContext } from '../../../electron/handlers/host-context.ts'
import type { OpenFolder } from '../../../electron/handlers/open-projects.ts'
import { watchRuns } from '../../../electron/handlers/watch-runs.ts'
import { openRunWriter } from '../../../electron/storage/runs/run-writer.ts'
import { createRun, deleteRun } from '../../../electron/storage/runs/runs.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'

const newRun = {
  document: createDocument('drawing', emptyDrawing),
  dataset: {
    id: 'digits',
    count: 2,
    fields: imageAndLabel({ height: 1, width: 1, channels: 1, classes: ['0', '1'], classCounts: [1, 1] }),
    fingerprint: 'abc',
    skipped: []
  },
  engine: { library: 'TensorFlow', version: '2.21.0' }
}

/** A window that shows the project in a folder, and how often it was told that the runs have changed. */
function watching(folder: string) {
  const opened = { id: 'project', folder } as OpenFolder
  const told: unknown[] = []
  let close: () => void = () => undefined
  const context = {
    window: { on: (_: string, listener: () => void) => (close = listener) },
    projects: { current: () => opened },
    queue: { stateOf: () => undefined },
    tell: (name: string, value: unknown) => told.push([name, value]),
    log: { error: (_: string, error: unknown) => expect.fail(String(error)) }
  } as unknown as HostContext
  watchRuns(context).follow(opened)
  onTestFinished(() => close())
  return {
    told,
    /** Does something, and waits until the window is told of it. */
    async tells(change: () => Promise<unknown>): Promise<void> {
      const before = told.length
      await change()
      await vi.waitFor(() => expect(told.length).toBeGreaterThan(before), 20_000)
    }
  }
}

it('tells of runs that another program makes, trains and removes, also where there were none', async () => {
  const folder = temporaryFolder()
  const { told, tells } = watching(folder)
  let id = ''
  await tells(async () => ({ id } = await createRun(folder, newRun)))
  expect(told[0]).toEqual(['runsChanged', { project: 'project' }])
  // What was written by then is told; what comes next is told for itself.
  await new Promise(resolve => setTimeout(resolve, 2000))

  const writer = await openRunWriter(folder, id)
  await tells(() => writer.epoch({ epoch: 1, metrics: { loss: 1 }, milliseconds: 1 }))
  await writer.end({ state: 'done' })
  await tells(() => deleteRun(folder, id))
}, 60_000)
