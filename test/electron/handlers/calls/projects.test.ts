import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { createProjects } from '../../../../electron/handlers/calls/projects.ts'
import type { HostContext } from '../../../../electron/handlers/host-context.ts'
import { createOpenProjects } from '../../../../electron/handlers/open-projects.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

vi.mock('electron', () => ({ app: {}, dialog: {} }))

let logged: string[]
beforeEach(() => {
  logged = []
})

/** The program as it starts with a folder of settings. */
function startIn(dataFolder: string, isAfterDeath: boolean, named?: string) {
  const projects = createOpenProjects()
  const caution = { leavesClosed: isAfterDeath, skipsWarmUp: isAfterDeath }
  const log = { error: (label: string) => logged.push(label) }
  const rest = { allowed: new Set(named), takeNamedProject: () => named }
  return { projects, calls: createProjects({ dataFolder, projects, caution, log, ...rest } as unknown as HostContext) }
}

it('opens nothing by itself after an unexpected end, until the person has opened a project', async () => {
  const dataFolder = temporaryFolder()
  const first = await startIn(dataFolder, false).calls.openLastProject({})
  if (!('project' in first)) throw new Error('A first start opens a project.')
  const { folder, document } = first.project

  const { calls, projects } = startIn(dataFolder, true)
  const begun = await calls.openLastProject({})
  expect([begun, projects.current()]).toEqual([
    { problems: [], leftClosed: { folder, name: document.name, opened: expect.any(String) } },
    undefined
  ])
  expect(await calls.openProject({ folder })).toHaveProperty('project.folder', folder)
  // The page is loaded anew in the same start.
  expect(await calls.openLastProject({})).toHaveProperty('project.folder', folder)
})

it('opens what it was started for, and a first project, after an unexpected end too', async () => {
  const dataFolder = temporaryFolder()
  const made = await startIn(dataFolder, true).calls.openLastProject({})
  expect(made).toHaveProperty('project.document.name')
  const { folder } = 'project' in made ? made.project : { folder: '' }
  expect(await startIn(dataFolder, true, folder).calls.openLastProject({})).toHaveProperty('project.folder', folder)
})

it('opens a project where the list of recent ones cannot be written', async () => {
  const dataFolder = temporaryFolder()
  const { calls } = startIn(dataFolder, false)
  mkdirSync(join(dataFolder, 'recent.json'))
  expect(await calls.newProject({ template: 'firstStart' })).toHaveProperty('project.document.name')
  expect(logged).toEqual(['recent projects'])
})
