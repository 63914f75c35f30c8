import { fragmentText, readFragment } from '../../../core/document/blocks/fragments/fragment-text.ts'
import type { Document } from '../../../core/document/records.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import type { Problem } from '../../../core/problem.ts'
import { message } from '../../messages/message.ts'
import type { Editor } from '../../canvas/editor.ts'
import { pasteFragment } from '../../canvas/edits/clipboard.ts'
import { isSamePath } from '../../canvas/graph-position.ts'
import type { Studio } from '../studio.svelte.ts'
import type { Toasts } from '../toasts.svelte.ts'

/** A refusal is no error of the program: it says what was wrong and how to go on. */
export function tellProblem(toasts: Toasts, { message: text, fix }: Problem): void {
  toasts.show({ tone: 'warning', text, detail: fix })
}

/** Hands a part of the drawing to other windows and programs, as text. */
export async function putOnClipboard({ attempt }: Studio, fragment: Document): Promise<boolean> {
  const isThere = await attempt(message('clipboard/copy'), async () => {
    await navigator.clipboard.writeText(fragmentText(fragment))
    return true
  })
  return isThere === true
}

/** Puts what a text holds into the drawing, at the pointer if it is over the canvas; or says why it can not. */
export function pasteText({ project, toasts }: Studio, editor: Editor, text: string): void {
  const read = readFragment(text, layerOf)
  if ('problem' in read) {
    tellProblem(toasts, read.problem)
    return
  }
  const { model } = editor
  // Inside an unfolded block the canvas has other points than the graph.
  const isShown = isSamePath(model.path, model.shown.path)
  const isPointed = editor.menu !== undefined || editor.pointer !== undefined
  const result = pasteFragment(model, read.fragment, {
    at: isShown && isPointed ? editor.positionInDocument : undefined
  })
  if ('problem' in result) {
    tellProblem(toasts, result.problem)
    return
  }
  for (const id of result.renamed) {
    const label = project.document.blocks[id]?.label
    if (label !== undefined) toasts.show({ tone: 'plain', text: message('clipboard/renamed', { label }) })
  }
  editor.camera.reveal(model.selection.nodes)
}

/** Text that is marked is what copying means, unless the canvas has the focus. */
export function isTextMarked(): boolean {
  const { document } = globalThis
  if (document?.activeElement?.closest('[data-canvas]')) return false
  return globalThis.getSelection?.()?.isCollapsed === false
}
