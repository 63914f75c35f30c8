import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { parseJson } from '../core/json.ts'
import type { Log } from './log.ts'

const windowPlace = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number().min(200),
  height: z.number().min(200),
  isMaximized: z.boolean()
})
const settingsForm = z.object({ window: windowPlace.optional() })

export type WindowPlace = z.infer<typeof windowPlace>
/** What the program remembers of itself from one start to the next; projects remember their own. */
export type Settings = z.infer<typeof settingsForm>

export interface SettingsFile {
  read(): Settings
  /**
   * Applies a change and writes the file, through a temporary one beside it. Where it cannot be written, the change
   * holds until the program ends: nothing that a person does fails because of it.
   */
  change(edit: (settings: Settings) => Settings): void
}

/** A file that is missing or broken counts as empty: settings can always be made again. */
export function openSettings(file: string, log: Pick<Log, 'error'>): SettingsFile {
  let current = load(file)
  return {
    read: () => current,
    change(edit) {
      current = edit(current)
      try {
        mkdirSync(dirname(file), { recursive: true })
        writeFileSync(`${file}.new`, JSON.stringify(current, null, 2))
        renameSync(`${file}.new`, file)
      } catch (error) {
        log.error('settings', error)
      }
    }
  }
}

function load(file: string): Settings {
  const empty: Settings = {}
  try {
    const parsed = settingsForm.safeParse(parseJson(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data : empty
  } catch {
    return empty
  }
}
