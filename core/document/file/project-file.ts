import type { Problem } from '../../problem.ts'
import { documentSchema } from './document-schema.ts'
import { freeze } from '../freeze.ts'
import { formatVersion, migrate, type RawProject } from './migrations.ts'
import type { LayerLookup } from '../connections/ports.ts'
import { newerVersion, notJson, notProject, tooNew } from './project-problems.ts'
import type { Document } from '../records.ts'
import { lostFields, schemaProblems } from './schema-problems.ts'
import { stableText } from './stable-text.ts'
import { validate } from '../validate.ts'

/** A document with what is worth a word about its file, or the problems that keep it from opening. */
export type Parsed =
  | {
      readonly document: Document
      readonly problems: readonly Problem[]
      /** A newer version made it: saving here would lose what only that one knows, which the problems name. */
      readonly isReadOnly: boolean
    }
  | { readonly document?: undefined; readonly problems: readonly Problem[] }

/** The text of `project.json`: one line a record, in the order of ids, so that two versions compare well. */
export function serialiseProject(document: Document): string {
  const { name, root, recipe } = document
  const head = [
    ['formatVersion', formatVersion],
    ['name', name],
    ['root', root]
  ] as const
  const fields = head.map(([field, value]) => `  "${field}": ${JSON.stringify(value)}`)
  for (const collection of ['blocks', 'nodes', 'edges', 'positions', 'notes', 'sheets', 'datasets'] as const) {
    const lines = Object.entries<unknown>(document[collection])
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, record]) => `    ${JSON.stringify(id)}: ${stableText(record, '    ')}`)
    fields.push(`  "${collection}": ${lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`}`)
  }
  fields.push(`  "recipe": ${stableText(recipe, '  ')}`)
  return `{\n${fields.join(',\n')}\n}\n`
}

/** Reads the text of a project file. `file` stands at the front of every place in the problems. */
export function parseProject(text: string, layers: LayerLookup, file = 'project.json'): Parsed {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { problems: [notJson({ path: file }, { reason: `${error.message}.` })] }
  }
  return readProject(value, layers, file)
}

/** Reads what a project file holds, already out of its text. */
export function readProject(value: unknown, layers: LayerLookup, file = 'project.json'): Parsed {
  if (!isObject(value) || !isVersion(value['formatVersion'])) return { problems: [notProject({ path: file })] }
  const { formatVersion: version, ...rest } = value
  const parsed = readDocument(migrate(rest, version), layers, file)
  if (version <= formatVersion) return parsed
  const versions = { version, known: formatVersion }
  if (parsed.document === undefined) return { problems: [tooNew({ path: file }, versions)] }
  return { ...parsed, problems: [newerVersion({ path: file }, versions), ...parsed.problems], isReadOnly: true }
}

/** Checks a document that comes from outside: the window, the record of a run. Nothing of it is used unchecked. */
export function readDocument(value: unknown, layers: LayerLookup, file = 'document'): Parsed {
  // The documents of runs carry no version; those of version 1 had no such collections.
  const whole = isObject(value) ? { notes: {}, sheets: {}, ...value } : value
  const result = documentSchema.safeParse(whole)
  if (!result.success) return { problems: placed(schemaProblems(result.error, whole), file) }
  const document = freeze<Document>(result.data)
  const problems = validate(document, layers)
  if (problems.length > 0) return { problems: placed(problems, file) }
  return { document, problems: placed(lostFields(whole, result.data), file), isReadOnly: false }
}

function placed(problems: readonly Problem[], file: string): readonly Problem[] {
  return problems.map(problem => ({ ...problem, where: { ...problem.where, path: `${file}: ${problem.where.path}` } }))
}

function isObject(value: unknown): value is RawProject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isVersion(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1
}
