import { Editor } from '../../canvas/editor.ts'
import type { Studio } from '../../state/studio.svelte.ts'
import { makeDesignModel } from './design-model.ts'

const editors = new WeakMap<Studio, { readonly project: string; readonly editor: Editor }>()

/** The editor of the open project: whoever comes back to the Design place finds it zoomed and panned as it was left. */
export function editorOf(studio: Studio): Editor {
  const known = editors.get(studio)
  const { id } = studio.project
  if (known?.project === id) return known.editor
  const editor = new Editor(makeDesignModel(studio))
  editors.set(studio, { project: id, editor })
  return editor
}
