import { showError } from '../state/attempt.ts'
import type { Studio } from '../state/studio.svelte.ts'
import type { Command } from './command.ts'

/** Runs a command if it is enabled. What it throws is shown and logged under its label. */
export async function runCommand(command: Command, studio: Studio): Promise<void> {
  if (!command.isEnabled(studio)) return
  try {
    await command.run(studio)
  } catch (error) {
    showError(studio.toasts, command.label, error)
  }
}
