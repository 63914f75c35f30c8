import { basename, join, resolve } from 'node:path'
import { app, dialog } from 'electron'
import type { HostApi, Opened, OpenProject } from '../../core/host.ts'
import { noProjectFile, openElsewhere } from '../../core/document/folder-problems.ts'
import type { Json } from '../../core/json.ts'
import { documentFromTemplate } from '../../core/templates.ts'
import { parseChange } from '../../core/document/journal.ts'
import { HostFault } from '../fault.ts'
import { parseDocument } from '../parse-input.ts'
import { appendJournal, discardJournal } from '../storage/project-journal.ts'
import {
  forgetProject,
  isTemporaryFolder,
  listRecent,
  rememberProject,
  temporaryFolder
} from '../storage/recent-projects.ts'
import { copyProject, createProject, openProject, saveProject } from '../storage/projects.ts'
import type { HostContext } from './host-context.ts'

type ProjectCalls = Pick<
  HostApi,
  | 'openLastProject'
  | 'newProject'
  | 'chooseProject'
  | 'openProject'
  | 'recentProjects'
  | 'saveProject'
  | 'saveProjectAs'
  | 'journal'
  | 'discardRecovered'
  | 'setUnsaved'
>

export function createProjects(context: HostContext): ProjectCalls {
  const { window, projects, allowed, dataFolder } = context
  const isTemporary = (folder: string) => isTemporaryFolder(dataFolder, folder)

  async function open(folder: string): Promise<Opened> {
    const read = await openProject(folder)
    if (read.document === undefined) return { problems: read.problems }
    const { document, recovered, problems } = read
    await rememberProject(dataFolder, folder, document.name)
    const { id, lock } = await projects.open(folder, isTemporary(folder))
    const shared = { id, folder, document, isTemporary: isTemporary(folder) }
    if (!lock || lock.isHeld) return { project: { ...shared, recovered, problems } }
    // The edits in the journal belong to the program that has the project open.
    const warning = openElsewhere({ path: folder }, lock.holder)
    return { project: { ...shared, recovered: undefined, problems: [warning, ...problems] } }
  }

  async function create(template: string, values: Readonly<Record<string, Json>> = {}): Promise<Opened> {
    const made = documentFromTemplate(template, values)
    if ('problems' in made) return made
    const folder = temporaryFolder(dataFolder, template)
    await createProject(folder, made.document)
    return await open(folder)
  }

  function changesOf(values: readonly unknown[]) {
    return values.map(value => {
      const change = parseChange(value)
      if (change) return change
      throw new HostFault({ code: 'host/change', message: 'An edit reached the machine that is no edit.' })
    })
  }

  return {
    async openLastProject() {
      const named = context.takeNamedProject()
      if (named !== undefined) return await open(named)
      for (const { folder } of await listRecent(dataFolder)) {
        const opened = await open(folder)
        // A folder that is gone is passed over; a project that cannot be read is the person's to know.
        if ('project' in opened || opened.problems.some(({ code }) => code !== noProjectFile.code)) return opened
      }
      return await create('firstStart')
    },
    newProject: create,
    async chooseProject() {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title: 'Open a project',
        message: 'Choose the folder of a project.',
        properties: ['openDirectory']
      })
      const [folder] = filePaths
      return canceled || folder === undefined ? undefined : await open(folder)
    },
    async openProject(folder) {
      const known = await listRecent(dataFolder)
      const isKnown = allowed.has(folder) || known.some(project => project.folder === folder)
      if (isKnown) return await open(resolve(folder))
      throw new HostFault({
        code: 'host/path',
        message: `${folder} was neither opened before nor dropped on the window.`
      })
    },
    recentProjects: () => listRecent(dataFolder),
    saveProject: (project, document) => saveProject(projects.get(project).folder, parseDocument(document)),
    async saveProjectAs(project, document) {
      const checked = parseDocument(document)
      const { folder: from } = projects.get(project)
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title: 'Save the project as a folder',
        defaultPath: join(app.getPath('documents'), isTemporary(from) ? checked.name : `${basename(from)} copy`)
      })
      if (canceled || !filePath) return undefined
      await copyProject(from, filePath, checked)
      // It has a place of its own from here on; the copy that the program kept is no longer offered.
      if (isTemporary(from)) await forgetProject(dataFolder, from)
      const opened = await open(filePath)
      if ('problems' in opened)
        throw new HostFault({ code: 'project/unreadable', message: `${filePath} cannot be read back.` })
      return opened.project satisfies OpenProject
    },
    async journal(project, changes) {
      const { folder, lock } = projects.get(project)
      if (lock?.isHeld) await appendJournal(folder, changesOf(changes))
    },
    discardRecovered: project => discardJournal(projects.get(project).folder),
    async setUnsaved(project, isUnsaved) {
      projects.get(project).isUnsaved = isUnsaved
    }
  }
}
