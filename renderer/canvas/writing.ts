import type { NoteId } from '../../core/document/records.ts'
import type { Camera } from './camera/camera.ts'
import { setNoteText } from './edits/arrange/note-edits.ts'
import type { EditorModel } from './editor-model.ts'
import type { SceneNote } from './scene/scene.ts'
import { keysOf, type Scene, type SceneKey } from './scene/scene.ts'

/** Where notes are written. */
export interface WritingSurface {
  readonly model: EditorModel
  readonly scene: Scene
  readonly camera: Camera
}

/** The text of a note or frame while it is written, in place. */
export class Writing {
  private key: SceneKey | undefined
  private isNew = false

  constructor(
    private readonly surface: WritingSurface,
    private readonly tell: () => void
  ) {}

  /** What is being written on. */
  get note(): SceneNote | undefined {
    return this.key === undefined ? undefined : this.surface.scene.notes.get(this.key)
  }

  /** Begins to write the text of a note of the graph that is worked on. */
  begin(note: NoteId): void {
    const { model, camera } = this.surface
    camera.reveal([note])
    this.key = [...keysOf(this.surface.scene, model.path, [note])][0]
    this.tell()
  }

  /** Adds a note or a frame and begins to write on it, which is one step. A note without a word is not kept. */
  beginNew(label: string, add: () => NoteId): void {
    this.surface.model.beginGesture(label)
    this.isNew = true
    this.begin(add())
  }

  /** Ends it with what was typed; of a note, with the height that its text takes. */
  end(typed?: { readonly text: string; readonly height?: number | undefined }): void {
    const { note, isNew } = this
    const { model } = this.surface
    this.key = undefined
    this.isNew = false
    if (note !== undefined && typed !== undefined) setNoteText(model, note.id, typed.text, typed.height)
    if (isNew && note?.kind === 'note' && (typed?.text ?? note.text) === '') model.cancelGesture()
    else if (isNew) model.commitGesture()
    this.tell()
  }
}
