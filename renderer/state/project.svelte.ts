import { assert } from '../../core/assert.ts'
import { isEmpty, type Change } from '../../core/document/history/change.ts'
import type { Draft } from '../../core/document/draft.ts'
import { edit as editDocument, type Edited } from '../../core/document/edit.ts'
import {
  beginGesture,
  cancelGesture,
  canRedo,
  canUndo,
  commitGesture,
  emptyHistory,
  redo,
  remember,
  undo,
  type History,
  type HistoryPolicy,
  type Step
} from '../../core/document/history/history.ts'
import type { Document } from '../../core/document/records.ts'
import type { OpenProject, ReadOnly } from '../../core/host.ts'
import { replaceDocument } from '../../core/document/history/replace-document.ts'
import type { Problem } from '../../core/problem.ts'
import { changedOnDisk } from '../../core/document/file/folder-problems.ts'
import { layerOf } from '../../core/layers/catalogue.ts'
import { message } from '../messages/message.ts'
import { bringBack } from './bring-back.ts'
import { isHostError, type Host } from './host.ts'
import { createJournal } from './journal.ts'

export interface LastStep {
  readonly kind: 'done' | 'undone' | 'redone'
  readonly label: string
}

/** The project that is open: its document with history, and how it stands on disk. */
export interface Project {
  readonly isOpen: boolean
  /** Stands for its folder in calls to the machine. */
  readonly id: string
  readonly folder: string
  readonly isTemporary: boolean
  /** The drawing from before a crash, until the person takes or declines it. */
  readonly recovered: OpenProject['recovered']
  /** Why it can be looked at and not changed. */
  readonly readOnly: ReadOnly | undefined
  /** Not while it is only looked at, nor before the person has decided about recovered edits: edits then do nothing. */
  readonly canEdit: boolean
  /** Another program has changed the file, and the person has not chosen yet which of both to keep. */
  readonly isChangedOnDisk: boolean
  readonly document: Document
  /** What lies on disk, as far as this window knows. */
  readonly savedDocument: Document
  readonly isUnsaved: boolean
  readonly isSaving: boolean
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** What undo would take back, as its label. */
  readonly undoLabel: string | undefined
  readonly redoLabel: string | undefined
  readonly isInGesture: boolean
  /** What was done last, or taken back, or done again; another value each time. */
  readonly lastStep: LastStep | undefined

  /** The one way to change the document. Its history policy is `record` unless a gesture is open: then `merge`. */
  edit(label: string, change: (draft: Draft) => void, policy?: HistoryPolicy): Change
  undo(): void
  redo(): void
  /** Every edit until `commitGesture` becomes one step under this label; `cancelGesture` takes all of it back. */
  beginGesture(label: string): void
  commitGesture(): void
  cancelGesture(): void

  open(project: OpenProject): void
  /** Hands on what the journal still holds back. */
  flush(): Promise<void>
  save(): Promise<void>
  /** False when the person cancelled. */
  saveAs(): Promise<boolean>
  /** Shows what another program has put into the file, as a step that can be undone; or says why it cannot. */
  loadFromDisk(): Promise<readonly Problem[]>
  /** The next save overwrites what another program has put into the file. */
  keepOverDisk(): Promise<void>
  takeRecovered(): void
  declineRecovered(): Promise<void>
  /** Brings the drawing and the recipe of an earlier document back, as one step that can be undone. */
  bringBack(label: string, earlier: Document): void
}

const nothingOpen = 'No project is open.'

export function createProject(
  host: Host,
  onError: (error: unknown) => void,
  /** Told when something tried to change a project that cannot be changed. */
  onRefused: (project: Project) => void = () => undefined
): Project {
  let opened = $state.raw<OpenProject>()
  let document = $state.raw<Document>()
  let savedDocument = $state.raw<Document>()
  let history = $state.raw<History>(emptyHistory)
  /** The newest step when the project was saved last; `unsavable` where no step leads back to what is on disk. */
  let savedStep = $state.raw<Change | typeof unsavable | undefined>()
  let saving = $state(0)
  let isChangedOnDisk = $state(false)

  const isUnsaved = $derived(history.past.at(-1) !== savedStep || isGestureUnsaved(history))
  const canEdit = $derived(opened !== undefined && opened.readOnly === undefined && opened.recovered === undefined)
  let toldUnsaved = false
  let lastStep = $state.raw<LastStep>()

  // For as long as the window lives.
  host.on('changedOnDisk', ({ project: id }) => {
    if (id === opened?.id) isChangedOnDisk = true
  })

  const journal = createJournal({
    write: changes => host.journal(required(opened).id, changes),
    onError
  })

  function required<Value>(value: Value | undefined): Value {
    assert(value !== undefined, nothingOpen)
    return value
  }

  function tellUnsaved(): void {
    if (isUnsaved === toldUnsaved) return
    toldUnsaved = isUnsaved
    host.setUnsaved(required(opened).id, isUnsaved).catch(onError)
  }

  function take(step: Step | undefined): void {
    if (step === undefined) return
    document = step.document
    history = step.history
    if (!isEmpty(step.change)) journal.add(step.change)
    tellUnsaved()
  }

  function takeEdit(edited: Edited, policy: HistoryPolicy): void {
    if (!canEdit) {
      if (!isEmpty(edited.change)) onRefused(project)
      return
    }
    const sides = { before: required(document), after: edited.document }
    take({ ...edited, history: remember(history, edited.change, policy, sides) })
    if (policy === 'record') lastStep = { kind: 'done', label: edited.change.label }
  }

  function edit(label: string, change: (draft: Draft) => void, policy?: HistoryPolicy): Change {
    const edited = editDocument(required(document), label, change, layerOf)
    takeEdit(edited, policy ?? (history.gesture === undefined ? 'record' : 'merge'))
    return edited.change
  }

  /** Writes the document between two batches of the journal. `write` says where it lies now, undefined if nowhere. */
  async function store(
    write: (open: OpenProject, current: Document) => Promise<OpenProject | undefined>
  ): Promise<boolean> {
    const open = required(opened)
    saving += 1
    try {
      return await journal.store(async () => {
        const current = required(document)
        const step = history.past.at(-1)
        const stored = await write(open, current)
        if (stored === undefined) return false
        opened = stored
        savedStep = step
        savedDocument = current
        isChangedOnDisk = false
        return true
      })
    } catch (error) {
      if (isHostError(error) && error.code === changedOnDisk.code) isChangedOnDisk = true
      throw error
    } finally {
      saving -= 1
      tellUnsaved()
    }
  }

  const project: Project = {
    get isOpen() {
      return opened !== undefined
    },
    get id() {
      return required(opened).id
    },
    get folder() {
      return required(opened).folder
    },
    get isTemporary() {
      return required(opened).isTemporary
    },
    get recovered() {
      return opened?.recovered
    },
    get readOnly() {
      return opened?.readOnly
    },
    get canEdit() {
      return canEdit
    },
    get isChangedOnDisk() {
      return isChangedOnDisk
    },
    get document() {
      return required(document)
    },
    get savedDocument() {
      return required(savedDocument)
    },
    get isUnsaved() {
      return isUnsaved
    },
    get isSaving() {
      return saving > 0
    },
    get canUndo() {
      return canUndo(history)
    },
    get canRedo() {
      return canRedo(history)
    },
    get undoLabel() {
      return history.gesture?.label ?? history.past.at(-1)?.label
    },
    get redoLabel() {
      return history.future.at(-1)?.label
    },
    get isInGesture() {
      return history.gesture !== undefined
    },
    get lastStep() {
      return lastStep
    },

    edit,
    undo() {
      const step = undo(history, required(document))
      take(step)
      if (step !== undefined) lastStep = { kind: 'undone', label: step.change.label }
    },
    redo() {
      const step = redo(history, required(document))
      take(step)
      if (step !== undefined) lastStep = { kind: 'redone', label: step.change.label }
    },
    beginGesture(label) {
      history = beginGesture(history, label)
    },
    commitGesture() {
      const { gesture } = history
      history = commitGesture(history)
      if (gesture !== undefined && !isEmpty(gesture.change)) lastStep = { kind: 'done', label: gesture.label }
      tellUnsaved()
    },
    cancelGesture: () => take(cancelGesture(history, required(document))),

    open(next) {
      journal.clear()
      opened = next
      document = next.document
      savedDocument = next.document
      isChangedOnDisk = false
      history = emptyHistory
      savedStep = undefined
      toldUnsaved = false
      lastStep = undefined
    },
    flush: () => journal.flush(),
    async save() {
      await store(async (open, current) => {
        await host.saveProject(open.id, current)
        return open
      })
    },
    saveAs: () => store((open, current) => host.saveProjectAs(open.id, current)),
    async loadFromDisk() {
      let problems: readonly Problem[] = []
      await journal.store(async () => {
        const loaded = await host.loadFromDisk(required(opened).id)
        if (loaded.document === undefined) {
          problems = loaded.problems
          return false
        }
        const current = required(document)
        if (loaded.document.root === current.root) {
          const edited = replaceDocument(current, loaded.document, message('safety/loadStep'))
          document = edited.document
          history = remember(history, edited.change, 'record', { before: current, after: document })
        } else {
          document = loaded.document
          history = emptyHistory
        }
        savedStep = history.past.at(-1)
        savedDocument = document
        isChangedOnDisk = false
        return true
      })
      tellUnsaved()
      return problems
    },
    async keepOverDisk() {
      await host.keepOverDisk(required(opened).id)
      isChangedOnDisk = false
      // What lies on disk is the other program's.
      savedStep = unsavable
      tellUnsaved()
    },
    takeRecovered() {
      const { recovered, ...rest } = required(opened)
      if (recovered === undefined) return
      opened = { ...rest, recovered: undefined }
      document = recovered.document
      history = emptyHistory
      savedStep = unsavable
      tellUnsaved()
    },
    async declineRecovered() {
      const current = required(opened)
      opened = { ...current, recovered: undefined }
      await host.discardRecovered(current.id)
    },
    bringBack(label, earlier) {
      takeEdit(bringBack(required(document), earlier, label), 'record')
    }
  }
  return project
}

/** No step of this history leads to what is on disk. */
const unsavable = Symbol('unsavable')

function isGestureUnsaved({ gesture }: History): boolean {
  return gesture !== undefined && !isEmpty(gesture.change)
}
