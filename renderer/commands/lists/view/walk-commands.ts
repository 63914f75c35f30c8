import { graphOf } from '../../../../core/graph/graph.ts'
import type { NodeId } from '../../../../core/graph/drawing.ts'
import type { Editor } from '../../../canvas/editor.ts'
import { moveParts, withHeld } from '../../../canvas/edits/arrange/move-parts.ts'
import { offerOnEdge } from '../../../canvas/menus/offer-menus.ts'
import { gridSize } from '../../../canvas/points.ts'
import { nodeOfStep, positionAt } from '../../../canvas/graph-position.ts'
import { sceneKey, type SceneNode } from '../../../canvas/scene/scene.ts'
import { emptySelection, isEmpty, selectNodes } from '../../../canvas/selection.ts'
import {
  activeNode,
  moveFocus,
  nodeInView,
  nodeToward,
  steps,
  toggleFocused,
  walkTo,
  type Direction
} from '../../../canvas/walk/walk.ts'
import { endOfEdge, nodeOfEdge, onlyEdge } from '../../../canvas/walk/walk-edges.ts'
import { message } from '../../../messages/message.ts'
import type { Studio } from '../../../state/studio.svelte.ts'
import { onCanvas, type Command } from '../../command.ts'
import { onlyNote } from '../note-commands.ts'

const directions = [
  ['left', 'ArrowLeft'],
  ['right', 'ArrowRight'],
  ['up', 'ArrowUp'],
  ['down', 'ArrowDown']
] as const satisfies readonly (readonly [Direction, string])[]

/**
 * Arrows alone go from node to node: without a mouse, reaching a node is what one does most, and a drawing that is
 * only read must not change under the keys. Moving a node, which a layout mostly does, has Alt and Shift with them.
 */
export const walkCommands: readonly Command[] = [
  ...directions.map(([direction, key]) => walkCommand(direction, key)),
  ...directions.map(([direction, key]) => extendCommand(direction, key)),
  ...directions.map(([direction, key]) => focusCommand(direction, key)),
  {
    id: 'walk.toggle',
    label: message('command/toggleFocused'),
    shortcut: ' ',
    ...onCanvas(toggleFocused, ({ model }) => model.selection.focus !== undefined)
  },
  inOrder('next', 'Tab', (order, at) => (at === -1 ? order[0] : order[at + 1])),
  inOrder('previous', 'Shift+Tab', (order, at) => (at === -1 ? order.at(-1) : order[at - 1])),
  inOrder('first', 'Home', order => order[0]),
  inOrder('last', 'End', order => order.at(-1)),
  ...directions.map(([direction, key]) => moveCommand(direction, key)),
  ...directions.map(([direction, key]) => moveFarCommand(direction, key)),
  {
    id: 'walk.open',
    label: message('command/open'),
    shortcut: 'Enter',
    ...onCanvas(
      openOrEdit,
      editor =>
        editor.model.selection.nodes.size === 1 || onlyNote(editor) !== undefined || onlyEdge(editor) !== undefined
    )
  },
  {
    id: 'walk.escape',
    label: message('command/escape'),
    shortcut: 'Escape',
    ...onCanvas(
      escape,
      ({ isBusy, model }) =>
        isBusy || !isEmpty(model.selection) || model.selection.focus !== undefined || model.path.length > 0
    )
  }
]

function walkCommand(direction: Direction, key: string): Command {
  const target = (editor: Editor): SceneNode | undefined => {
    const end = endOfEdge(editor, direction)
    const from = activeNode(editor) ?? nodeOfEdge(editor)
    return end ?? (from === undefined ? nodeInView(editor) : nodeToward(editor.scene, from, direction))
  }
  return {
    id: `walk.${direction}`,
    label: message(`command/walk-${direction}`),
    shortcut: key,
    row: message('command/walk'),
    ...onCanvas(
      editor => go(editor, target(editor)),
      ({ scene }) => scene.nodes.size > 0
    )
  }
}

function extendCommand(direction: Direction, key: string): Command {
  return {
    id: `walk.extend-${direction}`,
    label: message(`command/extend-${direction}`),
    shortcut: `Shift+${key}`,
    row: message('command/extend'),
    ...onCanvas(
      editor => {
        const from = activeNode(editor)
        go(editor, from && nodeToward(editor.scene, from, direction), true)
      },
      ({ model }) => model.selection.nodes.size > 0
    )
  }
}

/** As in a list of which several can be chosen: the focus goes on alone, and Space chooses what it is on. */
function focusCommand(direction: Direction, key: string): Command {
  return {
    id: `walk.focus-${direction}`,
    label: message(`command/focus-${direction}`),
    shortcut: `$mod+${key}`,
    row: message('command/focus'),
    ...onCanvas(
      editor => moveFocus(editor, direction),
      editor => activeNode(editor) !== undefined
    )
  }
}

function go(editor: Editor, node: SceneNode | undefined, isAdded = false): void {
  if (node !== undefined) walkTo(editor, node, isAdded)
}

/** Along the order in which data flow. Past either end the command is disabled, so that the focus goes on. */
function inOrder(
  name: 'next' | 'previous' | 'first' | 'last',
  key: string,
  pick: (order: readonly NodeId[], at: number) => NodeId | undefined
): Command {
  const target = ({ model, scene }: Editor): SceneNode | undefined => {
    const order = graphOf(model.document, model.graph).order.map(node => node.id)
    const active = model.selection.focus ?? [...model.selection.nodes].at(-1)
    const node = pick(order, active === undefined ? -1 : order.indexOf(active))
    return node === undefined ? undefined : scene.nodes.get(sceneKey(model.shown.path, model.path, node))
  }
  return {
    id: `walk.${name}`,
    label: message(`command/${name}`),
    shortcut: key,
    ...onCanvas(
      editor => go(editor, target(editor)),
      editor => target(editor) !== undefined
    )
  }
}

function moveCommand(direction: Direction, key: string): Command {
  return {
    id: `edit.move-${direction}`,
    label: message(`command/move-${direction}`),
    shortcut: `Alt+Shift+${key}`,
    row: message('command/move'),
    ...onCanvas(editor => moveSelection(editor, direction, gridSize), hasParts)
  }
}

function moveFarCommand(direction: Direction, key: string): Command {
  return {
    id: `edit.moveFar-${direction}`,
    label: message(`command/moveFar-${direction}`),
    shortcut: `$mod+Shift+${key}`,
    row: message('command/moveFar'),
    ...onCanvas(editor => moveSelection(editor, direction, 4 * gridSize), hasParts)
  }
}

function hasParts({ model }: Editor): boolean {
  return model.selection.nodes.size > 0 || model.selection.notes.size > 0
}

function moveSelection(editor: Editor, direction: Direction, by: number): void {
  const [x, y] = steps[direction]
  const { nodes, notes } = editor.model.selection
  moveParts(editor.model, withHeld(editor.model, { nodes, notes }), x * by, y * by)
  editor.camera.reveal([...nodes, ...notes])
}

/** An unfolded block is open already: its first layer is next. On a note one writes, into an edge one puts a layer. */
function openOrEdit(editor: Editor, { view }: Studio): void {
  const node = activeNode(editor)
  const note = onlyNote(editor)
  if (onlyEdge(editor) !== undefined) offerOnEdge(editor)
  else if (note !== undefined) editor.writing.begin(note)
  else if (node?.form === 'container') go(editor, firstInside(editor, node))
  else if (node?.isBlock === true) editor.model.enter(node.id)
  else view.ask('inspector')
}

function firstInside({ model, scene }: Editor, { id, path }: SceneNode): SceneNode | undefined {
  const inside = [...path, id]
  const { graph } = positionAt(model.document, inside)
  const [first] = graphOf(model.document, graph).order
  return first && scene.nodes.get(sceneKey(model.shown.path, inside, first.id))
}

/** The gesture first, then the selection, then the block: from inside an unfolded one to the block itself. */
function escape(editor: Editor): void {
  const { model } = editor
  if (editor.cancel()) return
  const { focus } = model.selection
  if (focus !== undefined) return model.select({ ...model.selection, focus: undefined })
  const around = model.path.at(-1)
  if (around !== undefined && model.path.length > model.shown.path.length) {
    model.select(selectNodes([nodeOfStep(around)], model.path.slice(0, -1)))
  } else if (isEmpty(model.selection)) model.leave()
  else model.select(emptySelection)
}
