import type { ContextTarget } from '../canvas/menus/canvas-menu.ts'
import type { Studio } from '../state/studio.svelte.ts'
import { commands } from './catalogue.ts'
import { contextParts, type Command } from './command.ts'

/** Commands that mean something there now, in the parts that lines separate. */
export function contextMenu(studio: Studio, target: ContextTarget): readonly (readonly Command[])[] {
  const offered = commands.filter(({ context }) => context?.on.includes(target) === true)
  return contextParts
    .map(part => offered.filter(command => command.context?.part === part && command.isEnabled(studio)))
    .filter(part => part.length > 0)
}
