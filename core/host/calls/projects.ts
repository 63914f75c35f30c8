import { z } from 'zod'
import type { Change } from '../../document/history/change.ts'
import { parseChange } from '../../document/history/journal.ts'
import type { Document } from '../../document/records.ts'
import type { Problem } from '../../problem.ts'
import { takes } from '../call.ts'
import { document, droppedPaths, id, path, values } from '../forms.ts'
import type { Cancelable } from '../host-error.ts'

export interface RecentProject {
  readonly folder: string
  readonly name: string
  readonly opened: string
}

/** Why a project is here to be looked at and copied, not to be changed. */
export type ReadOnly =
  /** A newer version made it; `lost` are the locations in its file that only that one knows. */
  | { readonly reason: 'newer'; readonly lost: readonly string[] }
  /** Another window has it open. */
  | { readonly reason: 'elsewhere' }
  /** Nothing can be written into its folder. */
  | { readonly reason: 'folder' }

/** A project that is open in this window. `id` stands for its folder in every later call. */
export interface OpenProject {
  readonly id: string
  readonly folder: string
  readonly document: Document
  /** The drawing as it was shortly before the program ended without saving, offered back. */
  readonly recovered: { readonly document: Document; readonly at: string } | undefined
  /** Not fatal: what was mended or could not be read. */
  readonly problems: readonly Problem[]
  /** Kept by the program until the person chooses a folder. */
  readonly isTemporary: boolean
  readonly readOnly: ReadOnly | undefined
}

/** What was dropped on the window. What is nothing else counts as images; importing says if they are none. */
export type Dropped =
  | { readonly kind: 'project'; readonly folder: string }
  | { readonly kind: 'model'; readonly path: string }
  /** The model has a format that cannot be read here. */
  | { readonly kind: 'unreadableModel'; readonly name: string }
  | { readonly kind: 'images' }

export type Opened =
  | { readonly project: OpenProject }
  | {
      readonly problems: readonly Problem[]
      /** Another running program has this folder open: it can be called to the front, or the project be looked at. */
      readonly openElsewhere?: string
      /** Left closed because the program ended unexpectedly while it was open; asked for by name, it opens. */
      readonly leftClosed?: RecentProject
    }

export type LoadedFromDisk =
  { readonly document: Document } | { readonly document?: undefined; readonly problems: readonly Problem[] }

const change: z.ZodType<Change, Change> = z.custom<Change>().transform((value, context) => {
  const parsed = parseChange(value)
  if (parsed !== undefined) return parsed
  context.addIssue('This is no edit of a document.')
  return z.NEVER
})

export const projectCalls = {
  /** The project that was open last, or the first-start one; after an unexpected end it is only named. */
  openLastProject: takes({}).answers<Opened>(),
  /** From a template, with values for what it asks for. */
  newProject: takes({ template: id, values: values.optional() }).answers<Opened>(),
  chooseProject: takes({}).answers<Cancelable<Opened>>(),
  /** Only folders of `recentProjects`, and folders dropped on the window. Looked at, it cannot be changed. */
  openProject: takes({ folder: path, isReadOnly: z.boolean().optional() }).answers<Opened>(),
  /** A dropped model file as a new project, with its drawing and its weights. */
  openModel: takes({ path }).answers<Opened>(),
  /** The same for a file that the person chooses. */
  chooseModel: takes({}).answers<Cancelable<Opened>>(),
  lookAtDropped: takes({ paths: droppedPaths }).answers<Dropped>(),
  /** Calls the window to the front that has the folder open. */
  callHolder: takes({ folder: path }).answers(),
  recentProjects: takes({}).answers<readonly RecentProject[]>(),
  /** Fails with the code `project/changed-on-disk` where another program has changed the file meanwhile. */
  saveProject: takes({ project: id, document }).answers(),
  saveProjectAs: takes({ project: id, document }).answers<Cancelable<OpenProject>>(),
  /** What another program has put into the project's file, to be shown from now on. */
  loadFromDisk: takes({ project: id }).answers<LoadedFromDisk>(),
  /** The next save may overwrite what another program has put into the project's file. */
  keepOverDisk: takes({ project: id }).answers(),
  /** Adds to the edit journal, so that a crash loses at most the last two seconds. */
  journal: takes({ project: id, changes: z.array(change).readonly() }).answers(),
  /** Forgets what the journal holds: saved, or declined by the person. */
  discardRecovered: takes({ project: id }).answers(),
  /** The window has unsaved changes, so closing asks first. */
  setUnsaved: takes({ project: id, isUnsaved: z.boolean() }).answers()
}

export interface ProjectEvents {
  /** The program was started once more for this project. */
  openAsked: { readonly folder: string }
  /** Another program has changed the open project's file. */
  changedOnDisk: { readonly project: string }
}
