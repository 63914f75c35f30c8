import { parseJson } from '../../json.ts'
import type { Problem } from '../../problem.ts'
import { documentSchema } from './document-schema.ts'
import { isEqual } from '../equal.ts'
import { freeze } from '../freeze.ts'
import { type LayerVersions, layerVersions, migrateLayers, newerLayers, readLayerVersions } from './layer-versions.ts'
import { formatVersion, migrate } from './migrations.ts'
import { isRecord } from './raw-project.ts'
import type { LayerLookup } from '../connections/ports.ts'
import { newerLayer, newerVersion, notJson, notProject, tooNew } from './project-problems.ts'
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
export function serializeProject(document: Document, layers: LayerLookup): string {
  const { name, root, recipe } = document
  const { formatVersion, layers: versions } = versionsOf(document, layers)
  const head = [
    ['formatVersion', formatVersion],
    ...(versions === undefined ? [] : [['layers', versions] as const]),
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

/** What says of a document, wherever it is kept, which form it has. Without layers of a later version it names none. */
interface Versions {
  readonly formatVersion: number
  readonly layers?: LayerVersions
}

function versionsOf(document: Document, layers: LayerLookup): Versions {
  const versions = layerVersions(document, layers)
  return { formatVersion, ...(Object.keys(versions).length === 0 ? {} : { layers: versions }) }
}

/** A document as plain JSON to be kept elsewhere than in a project file; `readProject` takes it back. */
export function storedDocument(document: Document, layers: LayerLookup): Document & Versions {
  return { ...versionsOf(document, layers), ...document }
}

/** Whether a stored document has the form that this version gives the one that was read from it. */
export function isCurrentForm(stored: unknown, read: Document, layers: LayerLookup): boolean {
  const { formatVersion: version, layers: versions } = versionsOf(read, layers)
  return isRecord(stored) && stored['formatVersion'] === version && isEqual(stored['layers'], versions)
}

/** Reads the text of a project file. `file` stands at the front of every place in the problems. */
export function parseProject(text: string, layers: LayerLookup, file = 'project.json'): Parsed {
  let value: unknown
  try {
    value = parseJson(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { problems: [notJson({ path: file }, { reason: `${error.message}.` })] }
  }
  return readProject(value, layers, file)
}

/** Reads what a project file holds, already out of its text. */
export function readProject(value: unknown, layers: LayerLookup, file = 'project.json'): Parsed {
  if (!isRecord(value) || !isVersion(value['formatVersion'])) return { problems: [notProject({ path: file })] }
  const { formatVersion: version, layers: inFile, ...rest } = value
  const versions = readLayerVersions(inFile)
  const parsed = readDocument(migrateLayers(migrate(rest, version), versions, layers), layers, file)
  const newer = newerLayers(versions, layers).map(type => newerLayer({ path: `${file}: layers.${type}` }, { type }))
  if (version <= formatVersion) {
    return newer.length > 0 && parsed.document !== undefined
      ? { ...parsed, problems: [...newer, ...parsed.problems], isReadOnly: true }
      : { ...parsed, problems: [...newer, ...parsed.problems] }
  }
  const known = { version, known: formatVersion }
  if (parsed.document === undefined) return { problems: [tooNew({ path: file }, known)] }
  return { ...parsed, problems: [newerVersion({ path: file }, known), ...newer, ...parsed.problems], isReadOnly: true }
}

/** Reads a document that was kept elsewhere than in a project file. Those kept before version 3 name no version. */
export function readStored(value: unknown, layers: LayerLookup, file = 'document'): Parsed {
  return readProject(isRecord(value) ? { formatVersion: 2, ...value } : value, layers, file)
}

/** Checks a document of the current form that comes from outside, such as from the window. Nothing of it is used unchecked. */
export function readDocument(value: unknown, layers: LayerLookup, file = 'document'): Parsed {
  // Version 1 had no such collections.
  const whole = isRecord(value) ? { notes: {}, sheets: {}, ...value } : value
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

function isVersion(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1
}
