import { menuCommands, type MenuCommandId } from '../../core/host/menu.ts'
import type { ContextTarget } from '../canvas/menus/canvas-menu.ts'
import type { Editor } from '../canvas/editor.ts'
import type { Studio } from '../state/studio.svelte.ts'

/** The parts of the canvas's context menu in their order; lines separate them. */
export const contextParts = ['open', 'add', 'change', 'clipboard', 'block', 'arrange', 'note', 'see', 'delete'] as const

/** Where the canvas's context menu offers a command, as long as it is enabled. */
export interface ContextPosition {
  /** What lies under the pointer. Of several selected nodes `node` too: `isEnabled` tells one from several. */
  readonly on: readonly ContextTarget[]
  /** Commands of one part stand in the order of the catalogue. */
  readonly part: (typeof contextParts)[number]
}

/** Something that a person can do, once: menus, buttons, keys and the palette of commands are made from it. */
export interface Command {
  readonly id: string
  readonly label: string
  /** `$mod+Shift+z`, `f`. Keys without `$mod` are for the canvas, and a text field keeps them for itself. */
  readonly shortcut?: string
  /** Further keys that do the same. */
  readonly otherShortcuts?: readonly string[]
  /** In the sheet of keys, commands that share this text stand in one row: the four arrows. */
  readonly row?: string
  /** It does something with the canvas, so it needs the Design place. */
  readonly isOfCanvas?: true
  readonly context?: ContextPosition
  isEnabled(studio: Studio): boolean
  /** For what is on or off: menus show a mark where it is on. */
  isOn?(studio: Studio): boolean
  run(studio: Studio): void | Promise<void>
}

/** A command that stands in the menus, where its words and its keys are. */
export function menuCommand(id: MenuCommandId, does: Omit<Command, 'id' | 'label' | 'shortcut'>): Command {
  return { id, ...menuCommands[id], ...does }
}

/** Does something with the canvas, while it is shown and `isEnabled` holds. */
export function onCanvas(
  does: (editor: Editor, studio: Studio) => void | Promise<void>,
  isEnabled: (editor: Editor, studio: Studio) => boolean = () => true
): Pick<Command, 'isOfCanvas' | 'isEnabled' | 'run'> {
  return {
    isOfCanvas: true,
    isEnabled: studio => studio.view.editor !== undefined && isEnabled(studio.view.editor, studio),
    run: studio => studio.view.editor && does(studio.view.editor, studio)
  }
}

export function always(): boolean {
  return true
}
