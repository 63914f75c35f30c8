import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

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
  /** Applies a change and writes the file, through a temporary one beside it. */
  change(edit: (settings: Settings) => Settings): void
}

/** A file that is missing or broken counts as empty: settings can always be made again. */
export function openSettings(file: string): SettingsFile {
  let current = load(file)
  return {
    read: () => current,
    change(edit) {
      current = edit(current)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(`${file}.new`, JSON.stringify(current, null, 2))
      renameSync(`${file}.new`, file)
    }
  }
}

function load(file: string): Settings {
  const empty: Settings = {}
  try {
    const parsed = settingsForm.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data : empty
  } catch {
    return empty
  }
}
