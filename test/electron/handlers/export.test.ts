import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { createExport } from '../../../electron/handlers/calls/export.ts'
import type { HostContext } from '../../../electron/handlers/host-context.ts'
import { createStoppableJobs } from '../../../electron/handlers/stoppable-jobs.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'

const { dialog, app } = vi.hoisted(() => ({
  dialog: { showSaveDialog: vi.fn(), showMessageBox: vi.fn() },
  app: { getPath: vi.fn() }
}))
vi.mock('electron', () => ({ dialog, app, shell: {} }))

let documents: string
beforeEach(() => {
  vi.resetAllMocks()
  documents = temporaryFolder()
  app.getPath.mockReturnValue(documents)
})

/** Where the export writes after the person has typed a name, and chosen a button where one is asked for. */
async function placeOf(typed: string, format: string, button = 1, name = 'leaves'): Promise<string | undefined> {
  dialog.showSaveDialog.mockResolvedValue({ canceled: false, filePath: typed })
  dialog.showMessageBox.mockResolvedValue({ response: button })
  const start = vi.fn((_job: string, { path }: { readonly path: string }) => ({ result: Promise.resolve({ path }) }))
  const projects = { get: () => ({ folder: '/projects/firstStart-f155cbbd' }) }
  const context = { projects, service: { start }, exported: new Set() } as unknown as HostContext
  const exported = await createExport(context, createStoppableJobs()).exportModel({
    project: 'p',
    model: 'run',
    format,
    name
  })
  return exported?.path
}

it('asks before it replaces a file whose ending it adds itself', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'model.keras'), 'mine')
  expect(await placeOf(join(folder, 'model'), 'keras', 1)).toBeUndefined()
  expect(dialog.showMessageBox).toHaveBeenCalledTimes(1)
  expect(dialog.showMessageBox.mock.calls[0]?.[1]).toMatchObject({
    message: 'model.keras is there already. Replace it?'
  })
  expect(await placeOf(join(folder, 'model'), 'keras', 0)).toBe(join(folder, 'model.keras'))
  expect(readdirSync(folder)).toEqual(['model.keras'])
})

it('does not ask twice about a name that the dialog has asked about, nor about a free one', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'model.keras'), 'mine')
  mkdirSync(join(folder, 'model'))
  expect(await placeOf(join(folder, 'model.keras'), 'keras')).toBe(join(folder, 'model.keras'))
  expect(await placeOf(join(folder, 'other'), 'keras')).toBe(join(folder, 'other.keras'))
  expect(await placeOf(join(folder, 'model'), 'savedModel')).toBe(join(folder, 'model'))
  expect(dialog.showMessageBox).not.toHaveBeenCalled()
})

it('proposes the name of the project, as every system takes it, and none that is taken', async () => {
  const proposals = async (name: string, format: string) => {
    await placeOf(join(documents, 'chosen'), format, 1, name)
    const [, { defaultPath }] = dialog.showSaveDialog.mock.lastCall as [unknown, { defaultPath: string }]
    return defaultPath
  }
  expect(await proposals('LeNet on digits', 'keras')).toBe(join(documents, 'LeNet on digits.keras'))
  expect(await proposals('a/b: Bäume', 'keras')).toBe(join(documents, 'a b Bäume.keras'))
  writeFileSync(join(documents, 'leaves.keras'), 'mine')
  mkdirSync(join(documents, 'leaves-saved-model'))
  expect(await proposals('leaves', 'keras')).toBe(join(documents, 'leaves 2.keras'))
  expect(await proposals('leaves', 'savedModel')).toBe(join(documents, 'leaves 2-saved-model'))
})
