import { fromVersion2 } from './from-version-2.ts'
import type { RawProject } from './raw-project.ts'

/** The version that this program writes. Each raise adds a migration, and a fixture of the version before it. */
export const formatVersion = 3

/**
 * What brings a file of one version to the next, by the version that it takes. A migration may trust nothing but what
 * the version's own schema promised, and leaves alone what it does not know. A version that only added fields with
 * defaults needs none: version 2 brought notes, sheets and bypassed nodes.
 */
export const migrations: Readonly<Record<number, (project: RawProject) => RawProject>> = { 2: fromVersion2 }

/** The file in the form of the current version. */
export function migrate(project: RawProject, from: number, steps = migrations, to = formatVersion): RawProject {
  let current = project
  for (let version = from; version < to; version += 1) current = steps[version]?.(current) ?? current
  return current
}
