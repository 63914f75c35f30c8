import type { NoteId } from '../../../../core/document/records.ts'
import type { NodeId } from '../../../../core/graph/drawing.ts'
import { message } from '../../../messages/message.ts'
import type { EditorModel } from '../../editor-model.ts'
import { unionOf, type Rectangle } from '../../points.ts'
import { boundsOfNote } from '../../scene/scene-notes.ts'
import { nodeHeight, nodeWidth } from '../../scene/scene.ts'
import { editGraph, positionsOf } from './placement.ts'

/** The line on which the selection comes to stand: one of its edges, or its middle. */
export const alignments = ['left', 'center', 'right', 'top', 'middle', 'bottom'] as const
export type Alignment = (typeof alignments)[number]

export const distributions = ['horizontally', 'vertically'] as const
export type Distribution = (typeof distributions)[number]

/** Something selected that has a place of its own. */
interface Item {
  readonly node?: NodeId
  readonly note?: NoteId
  readonly bounds: Rectangle
}

/** From how many on aligning and distributing mean something. */
export const leastAligned = 2
export const leastDistributed = 3

export function alignSelection(model: EditorModel, alignment: Alignment): void {
  const items = itemsOf(model)
  const whole = unionOf(items.map(item => item.bounds))
  if (whole === undefined || items.length < leastAligned) return
  const placed = items.map(item => ({ item, ...alignedWith(whole, item.bounds, alignment) }))
  moveItems(model, message('step/align'), placed)
}

/** The outermost two stay; between all there is the same space, in whole points. */
export function distributeSelection(model: EditorModel, distribution: Distribution): void {
  const items = itemsOf(model)
  if (items.length < leastDistributed) return
  const isAcross = distribution === 'horizontally'
  const [start, end] = isAcross ? (['left', 'right'] as const) : (['top', 'bottom'] as const)
  const length = ({ bounds }: Item): number => bounds[end] - bounds[start]
  const sorted = [...items].sort((a, b) => a.bounds[start] + a.bounds[end] - b.bounds[start] - b.bounds[end])
  const first = Math.min(...items.map(item => item.bounds[start]))
  const last = Math.max(...items.map(item => item.bounds[end]))
  const space = (last - first - items.reduce((sum, item) => sum + length(item), 0)) / (items.length - 1)
  let at = first
  const placed = sorted.map(item => {
    const { left: x, top: y } = item.bounds
    const position = Math.round(at)
    at += length(item) + space
    return isAcross ? { item, x: position, y } : { item, x, y: position }
  })
  moveItems(model, message('step/distribute'), placed)
}

function itemsOf({ document, graph, selection }: EditorModel): readonly Item[] {
  const positions = positionsOf(document, graph)
  return [
    ...[...selection.nodes].flatMap(node => {
      const position = positions.get(node)
      if (position === undefined) return []
      const { x, y } = position
      return [{ node, bounds: { left: x, top: y, right: x + nodeWidth, bottom: y + nodeHeight } }]
    }),
    ...[...selection.notes].flatMap(id => {
      const note = document.notes[id]
      return note === undefined ? [] : [{ note: id, bounds: boundsOfNote(note) }]
    })
  ]
}

function alignedWith(whole: Rectangle, { left, top, right, bottom }: Rectangle, alignment: Alignment) {
  const [width, height] = [right - left, bottom - top]
  switch (alignment) {
    case 'left':
      return { x: whole.left, y: top }
    case 'center':
      return { x: Math.round((whole.left + whole.right - width) / 2), y: top }
    case 'right':
      return { x: whole.right - width, y: top }
    case 'top':
      return { x: left, y: whole.top }
    case 'middle':
      return { x: left, y: Math.round((whole.top + whole.bottom - height) / 2) }
    case 'bottom':
      return { x: left, y: whole.bottom - height }
  }
}

interface Placed {
  readonly item: Item
  readonly x: number
  readonly y: number
}

function moveItems(model: EditorModel, label: string, placed: readonly Placed[]): void {
  editGraph(model, label, draft => {
    for (const { item, x, y } of placed) {
      if (item.node !== undefined) draft.move(item.node, { x, y })
      if (item.note !== undefined) draft.updateNote(item.note, { x, y })
    }
  })
}
