import { containsBlock } from '../../../core/document/usages.ts'
import type { PaletteItem } from '../edits/palette-item.ts'
import { addItem, addOnEdge } from '../edits/add-item.ts'
import { nodeOfItem } from '../edits/item-node.ts'
import { inPlace } from '../editor-model.ts'
import { canvasPoint, snap, type CanvasPoint } from '../points.ts'
import { documentPoint, levelAt } from '../scene/levels/levels.ts'
import { nodeHeight, nodeWidth } from '../scene/scene.ts'
import { edgeUnder } from './edge-under.ts'
import type { Gesture, Overlay } from './gesture.ts'
import type { GestureContext } from './gesture-context.ts'

/**
 * Carries a layer or block from the palette onto the canvas; onto an edge, to be put into it. Let go beside the canvas,
 * nothing happens.
 */
export function placeGesture(
  context: GestureContext,
  item: PaletteItem,
  isOnCanvas: (at: CanvasPoint) => boolean
): Gesture {
  const { model } = context
  const part = nodeOfItem(model.document, item)
  let at: CanvasPoint | undefined
  let middle: CanvasPoint | undefined
  const levelUnder = () => (middle && levelAt(context.scene, middle)) ?? context.scene.levels[0]
  const under = () => {
    const level = levelUnder()
    return middle && level && edgeUnder(model, context.scene, level, { middle, part })
  }
  /** Over the inside of an unfolded block that the item is, or holds: there is no place for it there. */
  const isIntoItself = (): boolean => {
    const { block: inner = '' } = part.node
    const around = Object.values(part.drawing.blocks).find(({ graph }) => graph === levelUnder()?.graph)
    return around !== undefined && containsBlock(part.drawing, inner, around.id)
  }
  let onto: ReturnType<typeof under>
  return {
    get overlay(): Overlay {
      return { kind: 'placing', label: item.label, family: item.family, at, onto }
    },
    cursor: 'copy',
    drag(_, point) {
      middle = isOnCanvas(point) ? point : undefined
      if (isIntoItself()) middle = undefined
      at = middle && canvasPoint(snap(point.x - nodeWidth / 2), snap(point.y - nodeHeight / 2))
      onto = under()
    },
    drop() {
      const level = levelUnder()
      if (at === undefined || level === undefined) return
      const position = documentPoint(level, at)
      const there = inPlace(model, level)
      if (onto?.verdict.kind === 'fits') addOnEdge(there, item, onto.record, position)
      else addItem(there, item, position)
    },
    cancel() {
      at = undefined
    }
  }
}
