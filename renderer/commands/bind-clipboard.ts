import { fragmentText } from '../../core/document/blocks/fragments/fragment-text.ts'
import { copySelection, cutSelection } from '../canvas/edits/clipboard.ts'
import { pasteText } from '../state/drawing/clipboard.ts'
import type { Studio } from '../state/studio.svelte.ts'
import { copyCommand, pasteCommand } from './lists/clipboard-commands.ts'

/**
 * Lets the shell's own Cut, Copy and Paste, as they stand in its menus, mean the selection on the canvas wherever they
 * do not mean a text. Returns what ends it.
 */
export function bindClipboard(target: Document, studio: Studio): () => void {
  const ended = new AbortController()
  const { signal } = ended
  const take = (event: ClipboardEvent): void => {
    const { editor } = studio.view
    if (editor === undefined || isOfText(event) || !copyCommand.isEnabled(studio)) return
    const fragment = copySelection(editor.model)
    if (fragment === undefined) return
    event.clipboardData?.setData('text/plain', fragmentText(fragment))
    event.preventDefault()
    if (event.type === 'cut') cutSelection(editor.model)
  }
  const put = (event: ClipboardEvent): void => {
    const { editor } = studio.view
    if (editor === undefined || isOfText(event) || !pasteCommand.isEnabled(studio)) return
    event.preventDefault()
    pasteText(studio, editor, event.clipboardData?.getData('text/plain') ?? '')
  }
  target.addEventListener('copy', take, { signal })
  target.addEventListener('cut', take, { signal })
  target.addEventListener('paste', put, { signal })
  // Chromium offers its commands only where a text is marked, unless somebody speaks up.
  for (const type of ['beforecopy', 'beforecut', 'beforepaste']) {
    target.addEventListener(type, event => isOfText(event) || event.preventDefault(), { signal })
  }
  return () => ended.abort()
}

function isOfText({ target }: Event): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea'))
}
