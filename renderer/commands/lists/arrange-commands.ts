import { directions, type Direction } from '../../../core/graph/direction.ts'
import {
  alignments,
  alignSelection,
  distributions,
  distributeSelection,
  leastAligned,
  leastDistributed,
  type Alignment,
  type Distribution
} from '../../canvas/edits/arrange/align.ts'
import type { Editor } from '../../canvas/editor.ts'
import { directionOf } from '../../canvas/scene/direction.ts'
import { message } from '../../messages/message.ts'
import { onCanvas, type Command, type ContextPosition } from '../command.ts'

const context: ContextPosition = { on: ['node', 'note'], part: 'arrange' }

const alignKeys: Readonly<Record<Alignment, string>> = {
  left: 'Alt+a',
  center: 'Alt+h',
  right: 'Alt+d',
  top: 'Alt+w',
  middle: 'Alt+v',
  bottom: 'Alt+s'
}

const distributeKeys: Readonly<Record<Distribution, string>> = {
  horizontally: 'Alt+Shift+h',
  vertically: 'Alt+Shift+v'
}

function selectedCount({ model }: Editor): number {
  return model.selection.nodes.size + model.selection.notes.size
}

function alignCommand(alignment: Alignment): Command {
  return {
    id: `arrange.align-${alignment}`,
    label: message(`command/align-${alignment}`),
    shortcut: alignKeys[alignment],
    ...onCanvas(
      ({ model }) => alignSelection(model, alignment),
      editor => selectedCount(editor) >= leastAligned
    )
  }
}

function distributeCommand(distribution: Distribution): Command {
  return {
    id: `arrange.distribute-${distribution}`,
    label: message(`command/distribute-${distribution}`),
    shortcut: distributeKeys[distribution],
    ...onCanvas(
      ({ model }) => distributeSelection(model, distribution),
      editor => selectedCount(editor) >= leastDistributed
    )
  }
}

function directionCommand(direction: Direction): Command {
  return {
    id: `arrange.flow-${direction}`,
    label: message(`command/flow-${direction}`),
    context: { on: ['canvas'], part: 'arrange' },
    isOn: ({ view: { editor } }) =>
      editor !== undefined && directionOf(editor.model.document, editor.model.graph) === direction,
    ...onCanvas(
      editor => editor.arrange({ direction }),
      ({ scene }) => scene.nodes.size > 0
    )
  }
}

/** Aligning and distributing, in the order of their buttons. */
export const alignCommands: readonly Command[] = [
  ...alignments.map(alignCommand),
  ...distributions.map(distributeCommand)
]

export const arrangeCommands: readonly Command[] = [
  {
    id: 'arrange.layOut',
    label: message('command/arrange'),
    shortcut: 'l',
    context: { on: ['canvas'], part: 'arrange' },
    ...onCanvas(
      editor => editor.arrange(),
      ({ scene }) => scene.nodes.size > 0
    )
  },
  {
    id: 'arrange.layOutSelection',
    label: message('command/arrangeSelection'),
    shortcut: 'Shift+l',
    context,
    ...onCanvas(
      editor => editor.arrange({ only: editor.model.selection.nodes }),
      ({ model }) => model.selection.nodes.size > 1
    )
  },
  ...directions.map(directionCommand),
  ...alignCommands
]
