/** What a project file holds before it is checked. */
export type RawProject = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is RawProject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
