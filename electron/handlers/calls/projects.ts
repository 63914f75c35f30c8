import { basename, join, resolve } from 'node:path'
import { app, dialog } from 'electron'
import type { Answering } from '../../../core/host/call.ts'
import type { Opened, OpenProject, projectCalls } from '../../../core/host/calls/projects.ts'
import { noProjectFile } from '../../../core/document/file/folder-problems.ts'
import { fileName } from '../../../core/file-name.ts'
import type { Json } from '../../../core/json.ts'
import { documentFromTemplate } from '../../../core/templates/catalogue.ts'
import { HostFault, toHostError } from '../../fault.ts'
import { appendJournal, discardJournal } from '../../storage/projects/project-journal.ts'
import {
  forgetProject,
  isTemporaryFolder,
  listRecent,
  rememberProject,
  temporaryFolder
} from '../../storage/projects/recent-projects.ts'
import { freePath } from '../../storage/exchange/named-file.ts'
import { lookAtDropped } from '../../storage/look-at-dropped.ts'
import { callHolder } from '../../storage/projects/project-lock.ts'
import {
  acceptFromDisk,
  copyProject,
  createProject,
  openProject,
  saveProject
} from '../../storage/projects/projects.ts'
import type { HostContext } from '../host-context.ts'
import { chooseModelFile } from './models.ts'

export function createProjects(context: HostContext): Answering<typeof projectCalls> {
  const { window, projects, allowed, dataFolder, service, log, caution } = context
  const isTemporary = (folder: string) => isTemporaryFolder(dataFolder, folder)

  /** The list of recent projects can be made again: where it cannot be written, nothing that a person does fails. */
  async function remember(writing: Promise<void>): Promise<void> {
    await writing.catch((error: unknown) => log.error('recent projects', error))
  }

  async function open(folder: string, isReadOnly = false): Promise<Opened> {
    const read = await openProject(folder, isReadOnly)
    if (read.document === undefined) {
      const { problems, holder } = read
      if (holder === undefined) return { problems }
      // It may be looked at next.
      allowed.add(folder)
      return { problems, openElsewhere: folder }
    }
    const { document, recovered, problems, readOnly } = read
    await remember(rememberProject(dataFolder, folder, document.name))
    const { id } = await projects.open(folder, isTemporary(folder), read)
    caution.leavesClosed = false
    return { project: { id, folder, document, recovered, problems, readOnly, isTemporary: isTemporary(folder) } }
  }

  async function create(template: string, values: Readonly<Record<string, Json>> = {}): Promise<Opened> {
    const made = documentFromTemplate(template, values)
    if ('problems' in made) return made
    const folder = temporaryFolder(dataFolder, template)
    await createProject(folder, made.document)
    return await open(folder)
  }

  /** A project that is made of a model's file. */
  async function openModel(path: string): Promise<Opened> {
    const folder = temporaryFolder(dataFolder, 'model')
    const added = await service.start('importModel', { path, project: folder, isNew: true }).result
    return 'problems' in added ? added : await open(folder)
  }

  function refuseUndropped(paths: readonly string[]): void {
    const foreign = paths.find(path => !allowed.has(path))
    if (foreign === undefined) return
    throw new HostFault({ code: 'host/path', message: `${foreign} was not dropped on the window.` })
  }

  async function refuseUnknown(folder: string): Promise<void> {
    const known = await listRecent(dataFolder)
    if (allowed.has(folder) || known.some(project => project.folder === folder)) return
    throw new HostFault({
      code: 'host/path',
      message: `${folder} was neither opened before nor dropped on the window.`
    })
  }

  return {
    async openLastProject() {
      const named = context.takeNamedProject()
      if (named !== undefined) return await open(named)
      const recent = await listRecent(dataFolder)
      const [last] = recent
      if (caution.leavesClosed && last !== undefined) {
        // What the page had open before it ended is in the journal.
        await projects.close()
        return { problems: [], leftClosed: last }
      }
      for (const { folder } of recent) {
        const opened = await open(folder)
        // A folder that is gone is passed over; a project that cannot be read is the person's to know.
        if ('project' in opened || opened.problems.some(({ code }) => code !== noProjectFile.code)) return opened
      }
      return await create('firstStart')
    },
    newProject: ({ template, values }) => create(template, values),
    async chooseProject() {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title: 'Open a project',
        message: 'Choose the folder of a project.',
        properties: ['openDirectory']
      })
      const [folder] = filePaths
      return canceled || folder === undefined ? undefined : await open(folder)
    },
    async openProject({ folder, isReadOnly }) {
      await refuseUnknown(folder)
      return await open(resolve(folder), isReadOnly)
    },
    async openModel({ path }) {
      refuseUndropped([path])
      return await openModel(path)
    },
    async chooseModel() {
      const path = await chooseModelFile(window)
      return path === undefined ? undefined : await openModel(path)
    },
    async lookAtDropped({ paths }) {
      refuseUndropped(paths)
      const dropped = await lookAtDropped(paths)
      if (dropped.kind === 'project') allowed.add(dropped.folder)
      return dropped
    },
    async callHolder({ folder }) {
      await refuseUnknown(folder)
      await callHolder(folder)
    },
    recentProjects: () => listRecent(dataFolder),
    async saveProject({ project, document }) {
      const { folder, saved } = projects.edited(project)
      const opened = projects.get(project)
      try {
        await saveProject(folder, document, saved)
        opened.saveFault = undefined
      } catch (error) {
        opened.saveFault = toHostError(error)
        throw error
      }
    },
    async loadFromDisk({ project }) {
      const { folder, saved } = projects.edited(project)
      const parsed = await acceptFromDisk(folder, saved, true)
      return parsed.document && !parsed.isReadOnly ? { document: parsed.document } : { problems: parsed.problems }
    },
    async keepOverDisk({ project }) {
      const { folder, saved } = projects.edited(project)
      await acceptFromDisk(folder, saved, false)
    },
    async saveProjectAs({ project, document }) {
      const { folder: from, edited } = projects.get(project)
      const name = isTemporary(from) ? fileName(document.name) : `${basename(from)} copy`
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title: 'Save the project as a folder',
        defaultPath: await freePath(join(app.getPath('documents'), name))
      })
      if (canceled || !filePath) return undefined
      await copyProject(from, filePath, document, edited === undefined)
      // It has a place of its own from here on; the copy that the program kept is no longer offered.
      if (isTemporary(from)) await remember(forgetProject(dataFolder, from))
      const opened = await open(filePath)
      if ('problems' in opened)
        throw new HostFault({ code: 'project/unreadable', message: `${filePath} cannot be read back.` })
      return opened.project satisfies OpenProject
    },
    async journal({ project, changes }) {
      const { folder, saved } = projects.edited(project)
      await appendJournal(folder, changes, saved)
    },
    async discardRecovered({ project }) {
      const { folder, isReadOnly } = projects.get(project)
      if (!isReadOnly) await discardJournal(folder)
    },
    async setUnsaved({ project, isUnsaved }) {
      projects.get(project).isUnsaved = isUnsaved
    }
  }
}
