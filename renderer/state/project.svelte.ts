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
import type { OpenProject } from '../../core/host/calls/projects.ts'
import { replaceDocument } from '../../core/document/history/replace-document.ts'
import type { Problem } from '../../core/problem.ts'
import { changedOnDisk } from '../../core/document/file/folder-problems.ts'
import { layerOf } from '../../core/layers/catalogue.ts'
import { message } from '../messages/message.ts'
import { bringBack } from './bring-back.ts'
import { isHostError, type Host } from './host.ts'
import { createJournal, type Journal } from './journal.ts'

export interface LastStep {
  readonly kind: 'done' | 'undone' | 'redone'
  readonly label: string
}

/** The project that is open: its document with history, and how it stands on disk. */
export class Project {
  readonly #host: Host
  readonly #journal: Journal
  readonly #onError: (error: unknown) => void
  readonly #onRefused: (project: Project) => void

  #opened = $state.raw<OpenProject>()
  #document = $state.raw<Document>()
  #savedDocument = $state.raw<Document>()
  #history = $state.raw<History>(emptyHistory)
  /** The newest step when the project was saved last; `unsavable` where no step leads back to what is on disk. */
  #savedStep = $state.raw<Change | typeof unsavable | undefined>()
  #savingCount = $state(0)
  #toldUnsaved = false
  /** Another program has changed the file, and the person has not chosen yet which of both to keep. */
  isChangedOnDisk = $state(false)
  /** What was done last, or taken back, or done again; another value each time. */
  lastStep = $state.raw<LastStep>()

  readonly isOpen = $derived(this.#opened !== undefined)
  readonly isUnsaved = $derived(this.#history.past.at(-1) !== this.#savedStep || isGestureUnsaved(this.#history))
  readonly isSaving = $derived(this.#savingCount > 0)
  readonly isInGesture = $derived(this.#history.gesture !== undefined)
  readonly canUndo = $derived(canUndo(this.#history))
  readonly canRedo = $derived(canRedo(this.#history))
  /** What undo would take back, as its label. */
  readonly undoLabel = $derived(this.#history.gesture?.label ?? this.#history.past.at(-1)?.label)
  readonly redoLabel = $derived(this.#history.future.at(-1)?.label)
  /** Why it can be looked at and not changed. */
  readonly readOnly = $derived(this.#opened?.readOnly)
  /** The drawing from before a crash, until the person takes or declines it. */
  readonly recovered = $derived(this.#opened?.recovered)
  /** Not while it is only looked at, nor before the person has decided about recovered edits: edits then do nothing. */
  readonly canEdit = $derived(this.isOpen && this.readOnly === undefined && this.recovered === undefined)

  constructor(
    host: Host,
    onError: (error: unknown) => void,
    /** Told when something tried to change a project that cannot be changed. */
    onRefused: (project: Project) => void = () => undefined
  ) {
    this.#host = host
    this.#onError = onError
    this.#onRefused = onRefused
    this.#journal = createJournal({ write: changes => host.journal({ project: this.id, changes }), onError })
    // For as long as the window lives.
    host.on('changedOnDisk', ({ project }) => {
      if (project === this.#opened?.id) this.isChangedOnDisk = true
    })
  }

  /** Stands for its folder in calls to the machine. */
  get id(): string {
    return required(this.#opened).id
  }

  get folder(): string {
    return required(this.#opened).folder
  }

  get isTemporary(): boolean {
    return required(this.#opened).isTemporary
  }

  get document(): Document {
    return required(this.#document)
  }

  /** What lies on disk, as far as this window knows. */
  get savedDocument(): Document {
    return required(this.#savedDocument)
  }

  /** The one way to change the document. Its history policy is `record` unless a gesture is open: then `merge`. */
  edit(label: string, change: (draft: Draft) => void, policy?: HistoryPolicy): Change {
    const edited = editDocument(this.document, label, change, layerOf)
    this.#takeEdit(edited, policy ?? (this.isInGesture ? 'merge' : 'record'))
    return edited.change
  }

  undo(): void {
    const step = undo(this.#history, this.document)
    this.#take(step)
    if (step !== undefined) this.lastStep = { kind: 'undone', label: step.change.label }
  }

  redo(): void {
    const step = redo(this.#history, this.document)
    this.#take(step)
    if (step !== undefined) this.lastStep = { kind: 'redone', label: step.change.label }
  }

  /** Brings the drawing and the recipe of an earlier document back, as one step that can be undone. */
  bringBack(label: string, earlier: Document): void {
    this.#takeEdit(bringBack(this.document, earlier, label), 'record')
  }

  /** Every edit until `commitGesture` becomes one step under this label; `cancelGesture` takes all of it back. */
  beginGesture(label: string): void {
    this.#history = beginGesture(this.#history, label)
  }

  commitGesture(): void {
    const { gesture } = this.#history
    this.#history = commitGesture(this.#history)
    if (gesture !== undefined && !isEmpty(gesture.change)) this.lastStep = { kind: 'done', label: gesture.label }
    this.#tellUnsaved()
  }

  cancelGesture(): void {
    this.#take(cancelGesture(this.#history, this.document))
  }

  open(project: OpenProject): void {
    this.#journal.clear()
    this.#opened = project
    this.#document = project.document
    this.#savedDocument = project.document
    this.#history = emptyHistory
    this.#savedStep = undefined
    this.#toldUnsaved = false
    this.isChangedOnDisk = false
    this.lastStep = undefined
  }

  /** Hands on what the journal still holds back. */
  flush(): Promise<void> {
    return this.#journal.flush()
  }

  async save(): Promise<void> {
    await this.#store(async (open, current) => {
      await this.#host.saveProject({ project: open.id, document: current })
      return open
    })
  }

  /** False when the person canceled. */
  saveAs(): Promise<boolean> {
    return this.#store((open, current) => this.#host.saveProjectAs({ project: open.id, document: current }))
  }

  /** Shows what another program has put into the file, as a step that can be undone; or says why it cannot. */
  async loadFromDisk(): Promise<readonly Problem[]> {
    let problems: readonly Problem[] = []
    await this.#journal.store(async () => {
      const loaded = await this.#host.loadFromDisk({ project: this.id })
      if (loaded.document === undefined) {
        problems = loaded.problems
        return false
      }
      this.#replaceBy(loaded.document)
      return true
    })
    this.#tellUnsaved()
    return problems
  }

  /** The next save overwrites what another program has put into the file. */
  async keepOverDisk(): Promise<void> {
    await this.#host.keepOverDisk({ project: this.id })
    this.isChangedOnDisk = false
    // What lies on disk is the other program's.
    this.#savedStep = unsavable
    this.#tellUnsaved()
  }

  takeRecovered(): void {
    const { recovered, ...rest } = required(this.#opened)
    if (recovered === undefined) return
    this.#opened = { ...rest, recovered: undefined }
    this.#document = recovered.document
    this.#history = emptyHistory
    this.#savedStep = unsavable
    this.#tellUnsaved()
  }

  async declineRecovered(): Promise<void> {
    const current = required(this.#opened)
    this.#opened = { ...current, recovered: undefined }
    await this.#host.discardRecovered({ project: current.id })
  }

  #takeEdit(edited: Edited, policy: HistoryPolicy): void {
    if (!this.canEdit) {
      if (!isEmpty(edited.change)) this.#onRefused(this)
      return
    }
    const sides = { before: this.document, after: edited.document }
    this.#take({ ...edited, history: remember(this.#history, edited.change, policy, sides) })
    if (policy === 'record') this.lastStep = { kind: 'done', label: edited.change.label }
  }

  #take(step: Step | undefined): void {
    if (step === undefined) return
    this.#document = step.document
    this.#history = step.history
    if (!isEmpty(step.change)) this.#journal.add(step.change)
    this.#tellUnsaved()
  }

  #replaceBy(loaded: Document): void {
    const before = this.document
    if (loaded.root === before.root) {
      const { document: after, change } = replaceDocument(before, loaded, message('safety/loadStep'))
      this.#document = after
      this.#history = remember(this.#history, change, 'record', { before, after })
    } else {
      this.#document = loaded
      this.#history = emptyHistory
    }
    this.#liesOnDisk(this.document, this.#history.past.at(-1))
  }

  /** Writes the document between two batches of the journal. `write` says where it lies now, undefined if nowhere. */
  async #store(write: (open: OpenProject, current: Document) => Promise<OpenProject | undefined>): Promise<boolean> {
    const open = required(this.#opened)
    this.#savingCount += 1
    try {
      return await this.#journal.store(async () => {
        const current = this.document
        const step = this.#history.past.at(-1)
        const stored = await write(open, current)
        if (stored === undefined) return false
        this.#opened = stored
        this.#liesOnDisk(current, step)
        return true
      })
    } catch (error) {
      if (isHostError(error) && error.code === changedOnDisk.code) this.isChangedOnDisk = true
      throw error
    } finally {
      this.#savingCount -= 1
      this.#tellUnsaved()
    }
  }

  #liesOnDisk(document: Document, step: Change | undefined): void {
    this.#savedDocument = document
    this.#savedStep = step
    this.isChangedOnDisk = false
  }

  #tellUnsaved(): void {
    if (this.isUnsaved === this.#toldUnsaved) return
    this.#toldUnsaved = this.isUnsaved
    this.#host.setUnsaved({ project: this.id, isUnsaved: this.isUnsaved }).catch(this.#onError)
  }
}

function required<Value>(value: Value | undefined): Value {
  assert(value !== undefined, 'No project is open.')
  return value
}

/** No step of this history leads to what is on disk. */
const unsavable = Symbol('unsavable')

function isGestureUnsaved({ gesture }: History): boolean {
  return gesture !== undefined && !isEmpty(gesture.change)
}
