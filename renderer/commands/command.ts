import { menuCommands, type MenuCommandId } from '../../core/menu.ts'
import type { Editor } from '../canvas/editor.ts'
import type { Studio } from '../state/studio.svelte.ts'

/** Something that a person can do, once: menus, buttons, keys and the palette of commands are made from it. */
export interface Command {
  readonly id: string
  readonly label: string
  /** As tinykeys writes it. Keys without `$mod` are for the canvas and never reach a text field. */
  readonly shortcut?: string
  isEnabled(studio: Studio): boolean
  run(studio: Studio): void | Promise<void>
}

/** A command that stands in the menus, where its words and its keys are. */
export function menuCommand(id: MenuCommandId, does: Pick<Command, 'isEnabled' | 'run'>): Command {
  return { id, ...menuCommands[id], ...does }
}

/** Does something with the canvas, while it is shown and `isEnabled` holds. */
export function onCanvas(
  does: (editor: Editor, studio: Studio) => void | Promise<void>,
  isEnabled: (editor: Editor, studio: Studio) => boolean = () => true
): Pick<Command, 'isEnabled' | 'run'> {
  return {
    isEnabled: studio => studio.view.editor !== undefined && isEnabled(studio.view.editor, studio),
    run: studio => studio.view.editor && does(studio.view.editor, studio)
  }
}

export function always(): boolean {
  return true
}
