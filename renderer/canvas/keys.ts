import { graphOf } from '../../core/graph/graph.ts'
import { duplicateSelection } from './edits/duplicate-selection.ts'
import { moveNodes } from './edits/move-nodes.ts'
import { removeSelection } from './edits/remove-selection.ts'
import type { Editor } from './editor.ts'
import { gridSize } from './points.ts'
import { emptySelection, isEmpty, selectNodes } from './selection.ts'

/** A key as the browser names it, with what is held down. */
export interface KeyInput {
  readonly key: string
  readonly isShift: boolean
  readonly isModified: boolean
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1]
}

/** What keys do while the canvas has the focus; false for keys that mean nothing here. Menus and commands have others. */
export function pressKey(editor: Editor, input: KeyInput): boolean {
  const { model } = editor
  const { key, isShift, isModified } = input
  if (isModified) return key.toLowerCase() === 'd' && done(() => duplicateSelection(model))
  const arrow = arrows[key]
  if (arrow !== undefined) return moveSelection(editor, arrow, isShift ? 4 * gridSize : gridSize)
  switch (key) {
    case 'Escape':
      return escape(editor)
    case 'Delete':
    case 'Backspace':
      return !isEmpty(model.selection) && done(() => removeSelection(model))
    case 'Enter':
      return enterBlock(editor)
    case 'Tab':
      return walk(editor, isShift ? -1 : 1)
    case ' ':
      return done(() => editor.holdSpace(true))
    case 'f':
      return done(() => editor.fit())
    case 'F':
      return done(() => editor.zoomToSelection())
    case 'l':
      return done(() => editor.arrange())
    case '+':
    case '=':
      return done(() => editor.zoomBy(1.25))
    case '-':
      return done(() => editor.zoomBy(0.8))
    case '0':
      return done(() => editor.zoomTo(1))
    default:
      return false
  }
}

export function releaseKey(editor: Editor, key: string): void {
  if (key === ' ') editor.holdSpace(false)
}

function done(act: () => void): true {
  act()
  return true
}

/** The gesture first, then the selection, then the block. */
function escape(editor: Editor): boolean {
  const { model } = editor
  if (editor.cancel()) return true
  if (!isEmpty(model.selection)) return done(() => model.select(emptySelection))
  return model.leave()
}

function moveSelection(editor: Editor, [x, y]: readonly [number, number], step: number): boolean {
  const { model } = editor
  const { nodes } = model.selection
  if (nodes.size === 0) {
    editor.panBy(-x * 6 * step, -y * 6 * step)
    return true
  }
  moveNodes(model, nodes, x * step, y * step)
  editor.reveal(nodes)
  return true
}

function enterBlock(editor: Editor): boolean {
  const { model, scene } = editor
  const [node] = model.selection.nodes
  if (node === undefined || scene.nodes.get(node)?.isBlock !== true) return false
  model.enter(node)
  return true
}

/** The next node in the order in which data flow; past the last one the focus goes on. */
function walk(editor: Editor, step: 1 | -1): boolean {
  const { model } = editor
  const { order } = graphOf(model.document, model.graph)
  const [current] = model.selection.nodes
  const index = order.findIndex(node => node.id === current)
  const next = index === -1 ? order.at(step === 1 ? 0 : -1) : order[index + step]
  if (next === undefined) return false
  model.select(selectNodes([next.id]))
  editor.reveal([next.id])
  return true
}
