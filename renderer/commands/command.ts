import { menuCommands, type MenuCommandId } from '../../core/menu.ts'
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

export function always(): boolean {
  return true
}
